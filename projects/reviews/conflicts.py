"""Who may not review whom: noted by staff, or told by a reviewer who knows the paper."""

from datetime import datetime

from django.db import transaction

from courseops import audit
from courseops.models import Component, Enrollment, User
from projects.models import Review, ReviewConflict, ReviewDrawing
from projects.reviews.assigning import locked, rows
from projects.reviews.plan import needed, replacement


class ConflictRefusedError(ValueError):
    """The conflict is not taken; the text is a sentence that says why."""


@transaction.atomic
def noted(
    component: Component,
    *,
    reviewer: Enrollment,
    author: Enrollment,
    reason: str,
    actor: User | None,
    at: datetime,
) -> ReviewConflict:
    """Keep a reviewer off somebody's work in drawings to come."""
    if reviewer == author:
        raise ConflictRefusedError("Nobody reviews their own work anyhow.")
    row, made = ReviewConflict.objects.get_or_create(
        component=component,
        reviewer=reviewer,
        author=author,
        defaults={"reason": reason},
    )
    if not made:
        raise ConflictRefusedError("This conflict is noted already.")
    _record(row, "reviews.conflict", reason=reason, actor=actor, at=at)
    return row


@transaction.atomic
def lifted(row: ReviewConflict, *, actor: User | None, at: datetime) -> None:
    """Take a conflict back."""
    _record(row, "reviews.conflict_lifted", reason="", actor=actor, at=at)
    row.delete()


@transaction.atomic
def told(review: Review, *, reason: str, at: datetime) -> bool:
    """Take a paper back from a reviewer who knows whose it is; tells if another came.

    Raises ConflictRefusedError where the review is begun, and where somebody knew as
    many papers already as they write reviews.
    """
    component, reviewer = review.component, review.reviewer
    locked(component)
    review.refresh_from_db()
    if review.changed_at is not None:
        raise ConflictRefusedError(
            "You have begun this review; ask the staff to take the paper back."
        )
    known = ReviewConflict.objects.filter(component=component, reviewer=reviewer)
    if known.count() >= needed(component):
        raise ConflictRefusedError(
            "You have given back as many papers as you review; ask the staff."
        )
    row, _ = ReviewConflict.objects.get_or_create(
        component=component,
        reviewer=reviewer,
        author=review.author,
        defaults={"reason": reason},
    )
    _record(row, "reviews.conflict", reason=reason, actor=reviewer.user, at=at)
    review.delete()
    drawing = ReviewDrawing.objects.filter(component=component).first()
    other = replacement(component, reviewer, seed=drawing.seed if drawing else 0)
    if other is not None:
        Review.objects.bulk_create(rows(component, [other], at=at))
    return other is not None


def _record(
    row: ReviewConflict, verb: str, *, reason: str, actor: User | None, at: datetime
) -> None:
    audit.record(
        course=row.component.course,
        actor=actor,
        verb=verb,
        target=f"{row.component.slug}: {row.reviewer.user.login} on the paper of"
        f" {row.author.user.login}",
        why=reason,
        at=at,
    )
