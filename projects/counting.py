"""Versions of what was handed in: which number each has, and which of them counts.

The latest that came by somebody's last deadline counts for them. Members of a team may
have different deadlines, so each version tells for whom it counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from courseops import teams
from courseops.deadlines import last, own_among
from courseops.models import Component, Course, Enrollment
from projects.models import HandIn

# The last deadline of each member, by their keys; None where there is no end.
Deadlines = Mapping[int, datetime | None]


@dataclass(frozen=True, kw_only=True)
class Version:
    """A hand-in among those of one entrant; the first has the number 1.

    ``late_for`` are the members after whose last deadline it came, ``counts_for`` those
    for whom it is the one that counts, by their keys.
    """

    handin: HandIn
    number: int
    late_for: frozenset[int]
    counts_for: frozenset[int]
    is_late: bool

    @property
    def counts(self) -> bool:
        """Whether it is what counts for at least one member."""
        return bool(self.counts_for)


def versions(component: Component, members: Sequence[Enrollment]) -> list[Version]:
    """Return what *members*, who hand in as one, handed in, the first version first.

    Their people and items are read. The component's course is read; select it. Three
    queries.
    """
    rows = handins_of(component).filter(enrollment__in=members)
    return numbered(
        list(rows), deadlines=_deadlines(component, members, course=component.course)
    )


def numbered(handins: Iterable[HandIn], *, deadlines: Deadlines) -> list[Version]:
    """Return *handins* of one entrant as versions, the first first. Pure."""
    rows = sorted(handins, key=lambda one: (one.received_at, one.pk))
    late = [
        frozenset(
            key for key, end in deadlines.items() if end is not None and end < came
        )
        for came in (one.received_at for one in rows)
    ]
    latest = {
        key: at
        for at, after in enumerate(late)
        for key in deadlines
        if key not in after
    }
    return [
        Version(
            handin=row,
            number=at + 1,
            late_for=late[at],
            counts_for=frozenset(key for key, which in latest.items() if which == at),
            is_late=bool(deadlines) and len(late[at]) == len(deadlines),
        )
        for at, row in enumerate(rows)
    ]


def counting_version(
    found: Sequence[Version], *, member: int | None = None
) -> Version | None:
    """Return the version that counts, else the latest; None where there is none.

    For *member*, else for whoever it counts for last.
    """
    counting = [
        one
        for one in found
        if (one.counts if member is None else member in one.counts_for)
    ]
    if counting:
        return counting[-1]
    return found[-1] if found else None


def latest_counting(
    component: Component, course: Course, *, or_latest: bool = False
) -> Mapping[int, HandIn]:
    """Return the hand-in that counts for each student, by the student's key.

    Who handed in nothing in time has none, unless the latest may stand in for it. Items
    and people are read. A fixed number of queries.
    """
    found = {}
    for members, of_entrant in all_versions(component, course).items():
        for key in members:
            version = counting_version(of_entrant, member=key)
            if version and (or_latest or key in version.counts_for):
                found[key] = version.handin
    return found


def all_versions(
    component: Component, course: Course
) -> Mapping[teams.Keys, list[Version]]:
    """Return the versions of everybody who handed in, by the keys of who did as one.

    A fixed number of queries.
    """
    rows = list(handins_of(component))
    entrants = teams.entrants(
        component=component, enrollments={row.enrollment_id for row in rows}
    )
    of_one = {key: one.members for one in entrants for key in one.members}
    of_entrant: defaultdict[teams.Keys, list[HandIn]] = defaultdict(list)
    for row in rows:
        of_entrant[of_one[row.enrollment_id]].append(row)
    deadlines = _deadlines(component, teams.people(of_one), course=course)
    return {
        members: numbered(handed, deadlines={key: deadlines[key] for key in members})
        for members, handed in of_entrant.items()
    }


def handins_of(component: Component) -> QuerySet[HandIn]:
    """Return what was handed in for *component*, with people and items."""
    return (
        HandIn.objects.filter(component=component)
        .select_related("enrollment__user")
        .prefetch_related("items")
    )


def _deadlines(
    component: Component, members: Iterable[Enrollment], *, course: Course
) -> Deadlines:
    own = own_among(component, course=course, enrollments=members)
    return {key: last(one.component) for key, one in own.items()}
