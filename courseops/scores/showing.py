"""The changes of a plan as the page shows them: those of one kind, a page of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from courseops.models import Component, Course, Enrollment, Role
from courseops.scores.changes import Change, Plan, What

ROWS = 50
CHANGES, ALL = "changes", "all"


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A way to see some of the rows; ``shows`` is what the form says for it."""

    shows: str
    label: str
    count: int
    is_chosen: bool


def filters(plan: Plan, *, chosen: str) -> list[Filter]:
    """Return the filters of which there are rows, and the chosen one."""
    counts = plan.counts
    every = [(CHANGES, "Changes", len(plan.applied))]
    every += [(str(what), str(what).capitalize(), counts[what]) for what in What]
    every += [(ALL, "All", len(plan.changes))]
    return [
        Filter(shows=shows, label=label, count=count, is_chosen=shows == chosen)
        for shows, label, count in every
        if count or shows in (chosen, CHANGES)
    ]


def rows(plan: Plan, *, chosen: str, page: str) -> Page[Change]:
    """Return a page of the rows that the filter shows, in the order of the file."""
    if chosen == ALL:
        found: Sequence[Change] = plan.changes
    elif chosen == CHANGES:
        found = plan.applied
    else:
        found = [one for one in plan.changes if one.what == chosen]
    return Paginator(found, ROWS).get_page(page)


def students(course: Course) -> QuerySet[Enrollment]:
    """Return the students who may be meant by somebody unknown, by login."""
    found = Enrollment.objects.filter(course=course, role=Role.STUDENT)
    return found.select_related("user").order_by("user__login")


def elsewhere(
    plan: Plan, components: Sequence[Component]
) -> list[tuple[str, Component]]:
    """Return the file's other columns that are called like one of *components*."""
    keys = {one.pk for one in components}
    return [
        (column, one)
        for column, named in plan.others.items()
        for one in named
        if one.pk in keys
    ]
