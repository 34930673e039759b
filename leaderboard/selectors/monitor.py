"""Reads every submission of a course, for its staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from courseops.models import Course
from leaderboard.models import OPEN_STATES, State, Submission


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which submissions to show; empty text is no restriction."""

    competition: str = ""
    student: str = ""
    state: str = ""


@dataclass(frozen=True, kw_only=True)
class Overview:
    """How many submissions are in each state, and since when the oldest waits."""

    counts: Mapping[str, int]
    oldest_waiting: datetime | None


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """How many submissions of the whole site are open, by state, and since when."""

    counts: Mapping[str, int]
    oldest: datetime | None


def waiting() -> Waiting:
    """Return what waits on the whole site; one query."""
    rows = (
        Submission.objects.filter(state__in=OPEN_STATES)
        .order_by()
        .values_list("state")
        .annotate(number=Count("pk"), oldest=Min("received_at"))
    )
    found = {state: (number, oldest) for state, number, oldest in rows}
    return Waiting(
        counts={
            state: found[state][0] if state in found else 0 for state in OPEN_STATES
        },
        oldest=min((oldest for _, oldest in found.values()), default=None),
    )


def _of_course(*, course: Course, chosen: Filter) -> QuerySet[Submission]:
    rows = Submission.objects.filter(competition__component__course=course)
    if chosen.competition:
        rows = rows.filter(competition__component__slug=chosen.competition)
    for word in chosen.student.split():
        rows = rows.filter(
            Q(enrollment__user__login__icontains=word)
            | Q(enrollment__user__name__icontains=word)
            | Q(enrollment__user__email__icontains=word)
        )
    return rows


def submissions(*, course: Course, chosen: Filter) -> QuerySet[Submission]:
    """Return the chosen submissions, newest first, with who made them and all scores."""
    rows = _of_course(course=course, chosen=chosen)
    if chosen.state:
        rows = rows.filter(state=chosen.state)
    return rows.select_related(
        "competition__component__assignment", "enrollment__user", "score"
    ).order_by("-received_at", "-pk")


def overview(*, course: Course, chosen: Filter) -> Overview:
    """Return the counts of every state among the chosen, whatever state is chosen."""
    rows = _of_course(course=course, chosen=chosen)
    found = dict(rows.order_by().values_list("state").annotate(number=Count("pk")))
    oldest = rows.filter(state__in=OPEN_STATES).aggregate(at=Min("received_at"))
    return Overview(
        counts={state: found.get(state, 0) for state in State.values},
        oldest_waiting=oldest["at"],
    )
