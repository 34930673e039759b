"""Gives students more time and more attempts, and takes that back."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from courseops import audit
from courseops.models import Component, Course, Enrollment, User
from quizzes.accommodations import Allowance, allowance_of, effective_among
from quizzes.closing import has_closed
from quizzes.models import Accommodation, Attempt, Quiz
from quizzes.questions import rules_of

MOST_TIMES = 10
MOST_MINUTES = 24 * 60
MOST_ATTEMPTS = 100


class AccommodationRefusedError(ValueError):
    """The accommodation cannot be given; the text says why."""


def check(allowance: Allowance, *, component: Component | None) -> None:
    """Raise AccommodationRefusedError for what cannot be given.

    In one quiz it may be nothing: there it replaces what is given in every one.
    """
    factor, minutes = allowance.time_factor, allowance.extra_min
    if not (math.isfinite(factor) and 1 <= factor <= MOST_TIMES):
        raise AccommodationRefusedError(
            f"time × {factor:g}: expected a number from 1 to {MOST_TIMES}"
        )
    if not (math.isfinite(minutes) and 0 <= minutes <= MOST_MINUTES):
        raise AccommodationRefusedError(
            f"{minutes:g} minutes: expected a number from 0 to {MOST_MINUTES}"
        )
    if not 0 <= allowance.extra_attempts <= MOST_ATTEMPTS:
        raise AccommodationRefusedError(
            f"{allowance.extra_attempts} more attempts: expected a whole number from"
            f" 0 to {MOST_ATTEMPTS}"
        )
    if component is None and not allowance:
        raise AccommodationRefusedError(
            "there is nothing to give: no more time and no more attempts"
        )


@transaction.atomic
def accommodate(
    *,
    course: Course,
    component: Component | None,
    students: Sequence[Enrollment],
    allowance: Allowance,
    reason: str,
    actor: User | None,
    at: datetime,
) -> int:
    """Give each of *students* the allowance in *component*, for None in every quiz.

    It replaces what they had there. Attempts that are open end as their students' time
    limits say from then on; returns how many moved. Raises AccommodationRefusedError
    without a reason, and for what cannot be given.
    """
    check(allowance, component=component)
    change = _Change(course=course, component=component, why=reason, by=actor, at=at)
    known = _in_force(component, students)
    for student in students:
        change.record("grant", student, before=known.get(student.pk), after=allowance)
        Accommodation.objects.update_or_create(
            enrollment=student,
            component=component,
            defaults={**asdict(allowance), "reason": reason, "actor": actor, "at": at},
        )
    return _move_ends(course, students, at)


@transaction.atomic
def take_back(
    *,
    course: Course,
    component: Component | None,
    students: Sequence[Enrollment],
    reason: str,
    actor: User | None,
    at: datetime,
) -> int:
    """Take back what *students* were given in *component*, for None in every quiz.

    Returns how many had something. Attempts that are open end as the time limits say
    then, but not before *at*. Raises AccommodationRefusedError without a reason.
    """
    change = _Change(course=course, component=component, why=reason, by=actor, at=at)
    known = _in_force(component, students)
    having = [student for student in students if student.pk in known]
    for student in having:
        change.record("remove", student, before=known[student.pk], after=None)
    Accommodation.objects.filter(pk__in=[row.pk for row in known.values()]).delete()
    _move_ends(course, having, at)
    return len(having)


@dataclass(frozen=True, kw_only=True)
class _Change:
    """What the record tells of a change for each of its students."""

    course: Course
    component: Component | None
    why: str
    by: User | None
    at: datetime

    def __post_init__(self) -> None:
        if not self.why.strip():
            raise AccommodationRefusedError("give a reason; it is kept with the change")

    def record(
        self,
        verb: str,
        student: Enrollment,
        *,
        before: Accommodation | None,
        after: Allowance | None,
    ) -> None:
        slug = self.component.slug if self.component else ""
        audit.record(
            course=self.course,
            actor=self.by,
            verb=f"accommodation.{verb}",
            target=audited_as(slug, student.user.login),
            before=None if before is None else asdict(allowance_of(before)),
            after=None if after is None else asdict(after),
            why=self.why,
            at=self.at,
        )


def _in_force(
    component: Component | None, students: Sequence[Enrollment]
) -> dict[int, Accommodation]:
    # Whoever starts an attempt holds this row too, and reads what was given after it.
    keys = sorted(student.pk for student in students)
    held = Enrollment.objects.select_for_update(no_key=True).filter(pk__in=keys)
    list(held.order_by("pk"))
    rows = Accommodation.objects.filter(component=component, enrollment__in=keys)
    return {row.enrollment_id: row for row in rows}


def _move_ends(course: Course, students: Sequence[Enrollment], at: datetime) -> int:
    """Let open attempts end by what holds now; return how many moved."""
    moved = []
    allowances = effective_among(course=course, enrollments=[s.pk for s in students])
    limits = _limits(course)
    for attempt in _open_attempts(course, students, at):
        allowance = allowances.get((attempt.enrollment_id, attempt.component_id))
        limit = (allowance or Allowance()).limit(limits.get(attempt.component_id))
        if limit is None or attempt.started_at is None:
            continue
        ends_at = max(attempt.started_at + limit, at)
        if ends_at != attempt.ends_at:
            attempt.ends_at = ends_at
            moved.append(attempt)
    return Attempt.objects.bulk_update(moved, ["ends_at"]) if moved else 0


def _open_attempts(
    course: Course, students: Sequence[Enrollment], at: datetime
) -> list[Attempt]:
    rows = Attempt.objects.select_for_update(no_key=True).filter(
        component__course=course,
        enrollment__in=students,
        received_at=None,
        number__isnull=False,
    )
    return [row for row in rows if not has_closed(row.ends_at, at=at)]


def _limits(course: Course) -> Mapping[int, float | None]:
    rows = Quiz.objects.filter(component__course=course)
    return {row.pk: rules_of(row.definition).time_limit_min for row in rows}


def audited_as(slug: str, login: str) -> str:
    """Return how the record of changes calls the accommodation of *login* in *slug*.

    Without a slug it is the one in every quiz.
    """
    return f"{slug or 'every quiz'} of {login}"
