"""What staff decide about one student's grades: overrides and waivers."""

from datetime import datetime

from django.db import transaction

from courseops import audit
from courseops.cells import NUMBER
from courseops.models import Course, Enrollment, User
from grading.models import Override, Waiver
from grading.targets import Target, check_waiver, override_target

MOST = 200.0


class DecisionRefusedError(ValueError):
    """What was asked for cannot be decided; the text says why."""


@transaction.atomic
def set_override(
    *,
    student: Enrollment,
    target: str,
    value: str,
    reason: str,
    actor: User | None,
    at: datetime,
) -> float | str:
    """Put *value* in place of the computed one, and return it as it is kept.

    *value* is what somebody typed: a number from 0 to 200, or for ``letter`` one of the
    course's letters. Raises UnknownTargetError, and DecisionRefusedError for another value or
    without a reason.
    """
    found = override_target(target, student=student)
    read = read_value(value, target=found, course=student.course)
    _check_reason(reason)
    known = Override.objects.filter(enrollment=student, target=target).first()
    Override.objects.update_or_create(
        enrollment=student,
        target=target,
        defaults={"value": read, "reason": reason, "actor": actor, "at": at},
    )
    audit.record(
        course=student.course,
        actor=actor,
        verb="override.set",
        target=f"{target} of {student.user.login}",
        before=known.value if known else None,
        after=read,
        why=reason,
        at=at,
    )
    return read


@transaction.atomic
def clear_override(
    *,
    student: Enrollment,
    target: str,
    reason: str,
    actor: User | None,
    at: datetime,
) -> bool:
    """Restore the computed value; tell whether there was an override.

    Raises UnknownTargetError for what neither exists nor is overridden, DecisionRefusedError
    without a reason.
    """
    known = Override.objects.filter(enrollment=student, target=target).first()
    if known is None:
        override_target(target, student=student)
    _check_reason(reason)
    if known is None:
        return False
    audit.record(
        course=student.course,
        actor=actor,
        verb="override.clear",
        target=f"{target} of {student.user.login}",
        before=known.value,
        why=reason,
        at=at,
    )
    known.delete()
    return True


@transaction.atomic
def waive(
    *,
    student: Enrollment,
    target: str,
    reason: str,
    actor: User | None,
    at: datetime,
) -> None:
    """Ask no longer for an assignment, or for ``COMPONENT/code``.

    Raises UnknownTargetError, and DecisionRefusedError without a reason.
    """
    check_waiver(target, student=student)
    _check_reason(reason)
    Waiver.objects.update_or_create(
        enrollment=student,
        target=target,
        defaults={"reason": reason, "actor": actor, "at": at},
    )
    audit.record(
        course=student.course,
        actor=actor,
        verb="waiver.grant",
        target=f"{target} of {student.user.login}",
        why=reason,
        at=at,
    )


@transaction.atomic
def remove_waiver(*, waiver: Waiver, actor: User | None, at: datetime) -> None:
    """Ask again for what was waived."""
    student = waiver.enrollment
    audit.record(
        course=student.course,
        actor=actor,
        verb="waiver.remove",
        target=f"{waiver.target} of {student.user.login}",
        before=waiver.reason,
        at=at,
    )
    waiver.delete()


def read_value(text: str, *, target: Target, course: Course) -> float | str:
    """Return the mark or letter that *text* names; raises DecisionRefusedError."""
    text = text.strip()
    if not target.is_letter:
        return _mark(text)
    letters = letters_of(course)
    if text not in letters:
        known = ", ".join(letters)
        there_is = f"expected one of {known}" if known else "the course sets no letters"
        raise DecisionRefusedError(f"“{text}” is no letter of the course: {there_is}")
    return text


def letters_of(course: Course) -> list[str]:
    """Return the letters of the course, the best first; none without a scale."""
    scale = (course.letters or {}).get("scale") or {}
    return sorted(scale, key=scale.__getitem__, reverse=True)


def _mark(text: str) -> float:
    expected = f"expected a number from 0 to {MOST:g}, such as 92.5"
    if not NUMBER.fullmatch(text):
        raise DecisionRefusedError(f"“{text}” is no mark: {expected}")
    mark = float(text)
    if not 0 <= mark <= MOST:
        raise DecisionRefusedError(f"{text} is no mark: {expected}")
    return mark + 0.0


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise DecisionRefusedError("Give a reason; it is kept with the change")
