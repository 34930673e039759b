"""Points that one member gets beside the team's, or loses, with a reason."""

from datetime import datetime
from math import isfinite

from django.db import transaction

from courseops import audit
from courseops.models import Component, Enrollment, User
from projects.models import Adjustment
from projects.rubric import rubric_of


class AdjustmentRefusedError(ValueError):
    """It cannot be done; the text is a sentence that says why."""


@transaction.atomic
def adjust(
    *,
    component: Component,
    student: Enrollment,
    points: float,
    reason: str,
    actor: User | None,
    at: datetime,
) -> None:
    """Add *points* (below 0: take them) to what *student* gets of their work.

    In place of an earlier adjustment. Raises AdjustmentRefusedError for 0, for more than
    the maximum, and without a reason.
    """
    most = rubric_of(component.kind, component.details).most
    if not isfinite(points) or not 0 < abs(points) <= most:
        raise AdjustmentRefusedError(
            f"{points:.12g} is no adjustment: from −{most:.12g} to {most:.12g}, not 0."
        )
    _check_reason(reason)
    known = _in_force(component, student)
    Adjustment.objects.update_or_create(
        component=component,
        enrollment=student,
        defaults={"points": points, "reason": reason, "actor": actor, "at": at},
    )
    audit.record(
        course=component.course,
        actor=actor,
        verb="adjustment.set",
        target=target_of(component, student),
        before=known.points if known else None,
        after=points,
        why=reason,
        at=at,
    )


@transaction.atomic
def remove(
    *,
    component: Component,
    student: Enrollment,
    reason: str,
    actor: User | None,
    at: datetime,
) -> bool:
    """Let *student* have what the team has; tell whether there was an adjustment."""
    _check_reason(reason)
    known = _in_force(component, student)
    if known is None:
        return False
    audit.record(
        course=component.course,
        actor=actor,
        verb="adjustment.remove",
        target=target_of(component, student),
        before=known.points,
        why=reason,
        at=at,
    )
    known.delete()
    return True


def target_of(component: Component, student: Enrollment) -> str:
    """Name an adjustment as the record of changes does."""
    return f"{component.slug} of {student.user.login}"


def in_words(points: float) -> str:
    """Write an adjustment with its sign."""
    return f"{points:+.12g}".replace("-", "−")


def _in_force(component: Component, student: Enrollment) -> Adjustment | None:
    return Adjustment.objects.filter(component=component, enrollment=student).first()


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise AdjustmentRefusedError("Give a reason; it is kept with the change.")
