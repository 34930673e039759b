"""A student's own attendance: session by session, and what it comes to."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from courseops.deadlines import own
from courseops.models import Component, Course, Enrollment
from courseops.results import results
from participation import sessions
from participation.models import Presence
from participation.selectors import attendance

# Of a session of which nothing is known, by when it is.
MISSED, TODAY, COMING = "missed", "today", "coming"


@dataclass(frozen=True, kw_only=True)
class OwnSession:
    """A day and what it was for the student; ``how`` tells how it became known."""

    day: date
    state: str
    how: str


@dataclass(frozen=True, kw_only=True)
class Counts:
    """``attended`` of ``pool`` sessions; ``kept`` are enough; None is no result yet."""

    attended: int
    pool: int
    kept: int
    percent: float | None


@dataclass(frozen=True, kw_only=True)
class OwnAttendance:
    """One component for a student.

    ``counts`` is None before the first session was held. ``may_miss`` is how many more
    sessions may be missed at no cost. ``entered`` is the percentage that staff entered
    in place of what the sessions say.
    """

    component: Component
    sessions: Sequence[OwnSession]
    counts: Counts | None
    may_miss: int
    entered: float | None
    is_excused: bool

    @property
    def percent(self) -> float | None:
        """What counts as it stands; None is no result yet."""
        if self.entered is not None:
            return self.entered
        return self.counts.percent if self.counts else None


def own_attendance(
    components: Sequence[Component],
    *,
    course: Course,
    student: Enrollment,
    at: datetime,
) -> list[OwnAttendance]:
    """Return what *components* are for *student* at that instant. Six queries."""
    counts = _counts(course, student, at)
    entered = _entered(components, course, student, at)
    presences = {
        (one.component_id, one.session): one
        for one in Presence.objects.filter(component__in=components, enrollment=student)
    }
    today = sessions.today(course, at=at)

    def shown(component: Component, *, is_excused: bool) -> OwnAttendance:
        days = [
            _session(day, presences.get((component.pk, day)), today)
            for day in sessions.days(component)
        ]
        missed = sum(day.state == MISSED for day in days)
        return OwnAttendance(
            component=component,
            sessions=days,
            counts=counts.get(component.pk),
            may_miss=max(0, sessions.allowed(component) - missed),
            entered=entered.get(component.pk),
            is_excused=is_excused,
        )

    mine = own(components, course=course, enrollment=student)
    return [shown(one.component, is_excused=one.is_excused) for one in mine]


def _counts(course: Course, student: Enrollment, at: datetime) -> Mapping[int, Counts]:
    found = attendance(course=course, until=at, enrollments=[student.pk])
    rows = zip(
        found.component.tolist(),
        found.attended.tolist(),
        found.pool.tolist(),
        found.kept.tolist(),
        found.percent.tolist(),
        strict=True,
    )
    return {
        key: Counts(
            attended=attended,
            pool=pool,
            kept=kept,
            percent=None if math.isnan(percent) else percent,
        )
        for key, attended, pool, kept, percent in rows
    }


def _entered(
    components: Sequence[Component],
    course: Course,
    student: Enrollment,
    at: datetime,
) -> Mapping[int, float]:
    found = results(
        course=course,
        until=at,
        enrollments=[student.pk],
        components=[one.pk for one in components],
    )
    return dict(zip(found.component.tolist(), found.score.tolist(), strict=True))


def _session(day: date, known: Presence | None, today: date) -> OwnSession:
    if known is not None:
        return OwnSession(day=day, state=known.state, how=known.get_source_display())
    state = COMING if day > today else TODAY if day == today else MISSED
    return OwnSession(day=day, state=state, how="")
