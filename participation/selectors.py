"""What grading and the course file read: who was there, as columns; how much there is.

:func:`attendance` has one row for each student in each attendance component that counts
sessions: of which a session was held by the instant asked for, and anybody was noted in
one. Before that, and where attendance only comes in as a percentage, a component has no
row. A row
without a result (the student is excused from every session so far) has not-a-number as
its percent. A result of the student in the component, imported or entered, goes before
what the sessions say; results are not looked at here.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from django.db.models import Count, Exists, Max, OuterRef, Q
from numpy.typing import NDArray

from courseops.models import Component, Course, Enrollment, Kind, Role
from courseops.models.seconds import Seconds, second_after
from participation import sessions
from participation.models import OnCall, Presence
from participation.percentages import worth

Held = Mapping[Component, list[date]]


@dataclass(frozen=True, kw_only=True)
class AttendanceColumns:
    """What the sessions say of students, a row each; see the module.

    ``component`` and ``enrollment`` are primary keys. ``held`` (so far), ``excused``,
    ``attended`` (of the others), ``allow_missed``, ``pool`` and ``kept`` count sessions;
    ``percent`` is between 0 and 100 or not-a-number (``percentages``). ``received``
    counts seconds since 1970 in UTC: when the last of what counts became known, -inf
    where nothing did.
    """

    component: NDArray[np.int64]
    enrollment: NDArray[np.int64]
    held: NDArray[np.int64]
    excused: NDArray[np.int64]
    attended: NDArray[np.int64]
    allow_missed: NDArray[np.int64]
    pool: NDArray[np.int64]
    kept: NDArray[np.int64]
    percent: NDArray[np.float64]
    received: NDArray[np.float64]


def attendance(
    *,
    course: Course,
    until: datetime,
    enrollments: Collection[int] | None = None,
) -> AttendanceColumns:
    """Return what the sessions held, and known of, up to *until* say of students.

    All students of the course, dropped ones too, or those whose keys are given; staff
    are never among them. Three queries, one where no attendance was noted.
    """
    held = _held(course, until)
    if not held:
        return _columns(held, np.empty((0, 5)))
    students = _students(course, enrollments)
    counted = {
        (component, enrollment): rest
        for component, enrollment, *rest in _counted(held, until, enrollments)
    }
    nothing = (0, 0, None)
    rows = [
        (component.pk, student, *counted.get((component.pk, student), nothing))
        for component in held
        for student in students
    ]
    # None becomes not-a-number.
    return _columns(held, np.array(rows, dtype=np.float64).reshape(-1, 5))


def _held(course: Course, until: datetime) -> Held:
    today = sessions.today(course, at=until)
    noted = Presence.objects.filter(
        component=OuterRef("pk"),
        received_at__lt=second_after(until),
        enrollment__role=Role.STUDENT,
    )
    found = Component.objects.filter(
        Exists(noted), course=course, kind=Kind.ATTENDANCE, archived=False
    )
    held = {one: sessions.held(one, today=today) for one in found.order_by("pk")}
    return {component: days for component, days in held.items() if days}


def _students(course: Course, enrollments: Collection[int] | None) -> list[int]:
    rows = Enrollment.objects.filter(course=course, role=Role.STUDENT)
    if enrollments is not None:
        rows = rows.filter(pk__in=enrollments)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _counted(
    held: Held, until: datetime, enrollments: Collection[int] | None
) -> list[tuple[int, int, int, int, float | None]]:
    """Return what is known of each student of whom anything is: attended, excused, when."""
    counts = Q()
    for component, days in held.items():
        counts |= Q(component=component, session__in=days)
    rows = Presence.objects.filter(
        counts,
        received_at__lt=second_after(until),
        enrollment__role=Role.STUDENT,
    )
    if enrollments is not None:
        rows = rows.filter(enrollment_id__in=enrollments)
    return list(
        rows.order_by()
        .values("component_id", "enrollment_id")
        .annotate(
            attended=Count("pk", filter=Q(state=Presence.State.PRESENT)),
            excused=Count("pk", filter=Q(state=Presence.State.EXCUSED)),
            last=Max(Seconds("received_at")),
        )
        .values_list("component_id", "enrollment_id", "attended", "excused", "last")
    )


def _columns(held: Held, table: NDArray[np.float64]) -> AttendanceColumns:
    component, enrollment, attended, excused = table.T[:4].astype(np.int64)
    of = {one.pk: (len(days), sessions.allowed(one)) for one, days in held.items()}
    rules = np.array([of[key] for key in component.tolist()], dtype=np.int64)
    every, allow_missed = rules.reshape(-1, 2).T
    found = worth(
        held=every, excused=excused, attended=attended, allow_missed=allow_missed
    )
    last = table.T[4]
    return AttendanceColumns(
        component=component,
        enrollment=enrollment,
        held=every,
        excused=excused,
        attended=attended,
        allow_missed=allow_missed,
        pool=found.pool,
        kept=found.kept,
        percent=found.percent,
        received=np.where(np.isnan(last), -np.inf, last),
    )


def count_presences(*, course: Course) -> Mapping[int, int]:
    """Return how often anybody was present or excused, by component; never: no key."""
    rows = Presence.objects.filter(component__course=course).order_by()
    return dict(rows.values_list("component_id").annotate(Count("pk")))


def count_on_calls(*, course: Course) -> Mapping[int, int]:
    """Return how many students chose a lecture, by component; none: no key."""
    rows = OnCall.objects.filter(component__course=course).order_by()
    return dict(rows.values_list("component_id").annotate(Count("pk")))
