"""Who is on call in which lecture, and what they got for it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from courseops.models import Component, Course, Enrollment, Role, Status
from participation import sessions
from participation.lectures import Lecture, lectures
from participation.models import OnCall
from participation.oncall import points_of


@dataclass(frozen=True, kw_only=True)
class Called:
    """A student on call in a lecture; ``points`` is None while none are entered."""

    on_call: OnCall
    component: Component
    student: Enrollment
    points: float | None


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A lecture and whom to call on in it."""

    lecture: Lecture
    called: Sequence[Called]
    is_today: bool


@dataclass(frozen=True, kw_only=True)
class Board:
    """All lectures; ``undecided`` are the students of a component without one.

    ``astray`` have chosen a lecture that there is no more.
    """

    meetings: Sequence[Meeting]
    undecided: Sequence[tuple[Component, Sequence[Enrollment]]]
    astray: Sequence[Called]


def board(components: Sequence[Component], *, course: Course, at: datetime) -> Board:
    """Return who is on call when, of the students in the course. Four queries."""
    every = lectures(course)
    today = sessions.today(course, at=at)
    called = _called(components)
    by_lecture: dict[str, list[Called]] = defaultdict(list)
    for one in called:
        by_lecture[one.on_call.lecture].append(one)
    students = list(
        Enrollment.objects.filter(
            course=course, role=Role.STUDENT, status=Status.ACTIVE
        )
        .select_related("user")
        .order_by("user__name", "user__login")
    )
    decided = {(one.component.pk, one.student.pk) for one in called}
    known = {one.key for one in every}
    return Board(
        meetings=[
            Meeting(lecture=one, called=by_lecture[one.key], is_today=one.day == today)
            for one in every
        ],
        undecided=[
            (part, [one for one in students if (part.pk, one.pk) not in decided])
            for part in components
        ],
        astray=[one for one in called if one.on_call.lecture not in known],
    )


def _called(components: Sequence[Component]) -> list[Called]:
    by_key = {one.pk: one for one in components}
    points = points_of(components)
    rows = OnCall.objects.filter(
        component__in=components, enrollment__status=Status.ACTIVE
    ).select_related("enrollment__user")
    return [
        Called(
            on_call=row,
            component=by_key[row.component_id],
            student=row.enrollment,
            points=points.get((row.component_id, row.enrollment_id)),
        )
        for row in rows.order_by("enrollment__user__name", "enrollment__user__login")
    ]
