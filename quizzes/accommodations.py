"""More time and more attempts for single students: what holds for whom."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from courseops.models import Component, Course, Enrollment, Kind
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

    def __str__(self) -> str:
        told = []
        if self.time_factor != 1:
            told.append(f"{self.time_factor:g} times the time")
        if self.extra_min:
            told.append(f"{self.extra_min:g} minutes more")
        if self.extra_attempts:
            word = "attempt" if self.extra_attempts == 1 else "attempts"
            told.append(f"{self.extra_attempts} {word} more")
        return ", ".join(told) or "as everybody"

    def limit(self, minutes: float | None) -> timedelta | None:
        """Return the student's own time limit, where the quiz's is *minutes*."""
        return time_limit(minutes, factor=self.time_factor, extra_min=self.extra_min)

    def attempts(self, count: int) -> int:
        """Return how many attempts the student has, where the quiz allows *count*."""
        return count + self.extra_attempts


def effective(*, component: Component, enrollment: Enrollment) -> Allowance:
    """Return what *enrollment* has in the quiz *component*. One query.

    Whoever goes by it in a write holds the row of *enrollment*: what is given and taken
    back waits for that.
    """
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
    # A quiz's own comes after the general one, and replaces it.
    general_first = sorted(rows, key=lambda row: row.component_id is not None)
    return {row.enrollment_id: allowance_of(row) for row in general_first}


def effective_among(
    *, course: Course, enrollments: Collection[int]
) -> dict[tuple[int, int], Allowance]:
    """Return who has what in which quiz, by keys of enrollment and component.

    Two queries, however many quizzes there are.
    """
    rows = list(Accommodation.objects.filter(enrollment__in=enrollments))
    quizzes = Component.objects.filter(course=course, kind=Kind.QUIZ)
    keys = list(quizzes.values_list("pk", flat=True))
    general = {
        (row.enrollment_id, key): allowance_of(row)
        for row in rows
        if row.component_id is None
        for key in keys
    }
    return general | {
        (row.enrollment_id, row.component_id): allowance_of(row)
        for row in rows
        if row.component_id is not None
    }


def allowance_of(row: Accommodation) -> Allowance:
    """Return what *row* allows."""
    return Allowance(
        time_factor=row.time_factor,
        extra_min=row.extra_min,
        extra_attempts=row.extra_attempts,
    )
