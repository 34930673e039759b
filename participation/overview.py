"""The sessions of a course as its staff see them: who was there, session by session."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from courseops.models import Component, Course, Enrollment, Role, Status
from participation import sessions
from participation.models import Presence, SessionCode

ACTIVE = Q(enrollment__status=Status.ACTIVE, enrollment__role=Role.STUDENT)


@dataclass(frozen=True, kw_only=True)
class Session:
    """A day of a component: how many students were there, and its code if it has one."""

    day: date
    present: int
    excused: int
    code: SessionCode | None
    is_today: bool
    is_held: bool


@dataclass(frozen=True, kw_only=True)
class Series:
    """All sessions of an attendance component."""

    component: Component
    allow_missed: int
    sessions: Sequence[Session]

    @property
    def today(self) -> Session | None:
        """The session of this day, None where there is none."""
        return next((one for one in self.sessions if one.is_today), None)


def overview(
    components: Sequence[Component], *, course: Course, at: datetime
) -> list[Series]:
    """Return the sessions of each of *components*, in order. Two queries."""
    today = sessions.today(course, at=at)
    counts = _counts(components)
    codes = {
        (one.component_id, one.session): one
        for one in SessionCode.objects.filter(component__in=components)
    }

    def session(component: Component, day: date) -> Session:
        present, excused = counts.get((component.pk, day), (0, 0))
        return Session(
            day=day,
            present=present,
            excused=excused,
            code=codes.get((component.pk, day)),
            is_today=day == today,
            is_held=day <= today,
        )

    return [
        Series(
            component=one,
            allow_missed=sessions.allowed(one),
            sessions=[session(one, day) for day in sessions.days(one)],
        )
        for one in components
    ]


def students(course: Course) -> int:
    """Return how many students are in the course now."""
    return Enrollment.objects.filter(
        course=course, role=Role.STUDENT, status=Status.ACTIVE
    ).count()


def present_in(component: Component, session: date) -> int:
    """Return how many of them were in a session, as far as is known."""
    return Presence.objects.filter(
        ACTIVE, component=component, session=session, state=Presence.State.PRESENT
    ).count()


def _counts(
    components: Sequence[Component],
) -> Mapping[tuple[int, date], tuple[int, int]]:
    rows = Presence.objects.filter(ACTIVE, component__in=components).order_by()
    counted = rows.values_list("component_id", "session").annotate(
        present=Count("pk", filter=Q(state=Presence.State.PRESENT)),
        excused=Count("pk", filter=Q(state=Presence.State.EXCUSED)),
    )
    return {(key, day): (present, excused) for key, day, present, excused in counted}
