"""More time and more attempts for single students: what holds for whom."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from courseops.models import Component, Enrollment
from quizzes.closing import time_limit
from quizzes.models import Accommodation


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """What a student has in a quiz beyond its rules; none of it by default.

    A time limit is multiplied by ``time_factor``, then ``extra_min`` minutes are added.
    """

    time_factor: float = 1
    extra_min: float = 0
    extra_attempts: int = 0

    def __bool__(self) -> bool:
        return self != Allowance()

    def limit(self, minutes: float | None) -> timedelta | None:
        """Return the student's own time limit, where the quiz's is *minutes*."""
        return time_limit(minutes, factor=self.time_factor, extra_min=self.extra_min)

    def attempts(self, count: int) -> int:
        """Return how many attempts the student has, where the quiz allows *count*."""
        return count + self.extra_attempts


def effective(*, component: Component, enrollment: Enrollment) -> Allowance:
    """Return what *enrollment* has in the quiz *component*. One query."""
    found = effective_for(component=component, enrollments=[enrollment.pk])
    return found.get(enrollment.pk, Allowance())


def effective_for(
    *, component: Component, enrollments: Collection[int] | None = None
) -> dict[int, Allowance]:
    """Return who has what in the quiz *component*, by key of enrollment. One query.

    What is set for the quiz replaces what is set for every one. Who has nothing is not
    among them. Of everybody in the course, or of the keys in *enrollments*.
    """
    rows = Accommodation.objects.filter(
        Q(component=None) | Q(component=component),
        enrollment__course=component.course_id,
    )
    if enrollments is not None:
        rows = rows.filter(enrollment__in=enrollments)
    return _by_enrollment(rows)


def _by_enrollment(rows: Iterable[Accommodation]) -> dict[int, Allowance]:
    # A quiz's own comes after the general one, and replaces it.
    general_first = sorted(rows, key=lambda row: row.component_id is not None)
    return {row.enrollment_id: allowance_of(row) for row in general_first}


def allowance_of(row: Accommodation) -> Allowance:
    """Return what *row* allows."""
    return Allowance(
        time_factor=row.time_factor,
        extra_min=row.extra_min,
        extra_attempts=row.extra_attempts,
    )
