"""Reads the accommodations of a course for its staff."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from courseops.models import Component, Course, Enrollment
from quizzes.accommodations import Allowance, allowance_of
from quizzes.closing import has_closed
from quizzes.models import Accommodation, Attempt, Quiz
from quizzes.questions import rules_of


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A quiz's time limit and attempts: those of everybody, and with an allowance."""

    component: Component
    time: timedelta | None
    own_time: timedelta | None
    attempts: int
    own_attempts: int


def listed(course: Course) -> QuerySet[Accommodation]:
    """Return the accommodations in force, the newest first."""
    found = Accommodation.objects.filter(enrollment__course=course)
    found = found.select_related("component__assignment", "enrollment__user", "actor")
    return found.order_by("-at", "-pk")


def given(course: Course, slug: str, login: str) -> dict[str, Any]:
    """Return what the form begins with: who and where, and what they have there."""
    row = Accommodation.objects.filter(
        enrollment__course=course,
        enrollment__user__login=login,
        **({"component__slug": slug} if slug else {"component": None}),
    ).first()
    has = asdict(allowance_of(row)) if row else {}
    written = {name: f"{value:g}" for name, value in has.items()}
    return {"component": slug, "who": login, **written}


def in_force(
    component: Component | None, students: Sequence[Enrollment]
) -> list[tuple[Enrollment, Allowance | None]]:
    """Return the students in their order, each with what they have there now."""
    rows = Accommodation.objects.filter(component=component, enrollment__in=students)
    known = {row.enrollment_id: allowance_of(row) for row in rows}
    return [(student, known.get(student.pk)) for student in students]


def limits(components: Sequence[Component], allowance: Allowance) -> list[Limit]:
    """Return what *allowance* makes of each quiz that has questions, in their order."""
    rows = Quiz.objects.filter(component__in=components)
    rules = {row.pk: rules_of(row.definition) for row in rows}
    return [
        Limit(
            component=one,
            time=Allowance().limit(rules[one.pk].time_limit_min),
            own_time=allowance.limit(rules[one.pk].time_limit_min),
            attempts=rules[one.pk].attempts,
            own_attempts=allowance.attempts(rules[one.pk].attempts),
        )
        for one in components
        if one.pk in rules
    ]


def open_attempts(
    components: Sequence[Component], students: Sequence[Enrollment], *, at: datetime
) -> int:
    """Return how many of the students' attempts have a time limit that is running."""
    rows = Attempt.objects.filter(
        component__in=components,
        enrollment__in=students,
        received_at=None,
        ends_at__isnull=False,
    )
    return sum(not has_closed(row.ends_at, at=at) for row in rows)
