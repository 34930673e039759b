"""Staff say how much a review counts, and which points a paper has in the end."""

from collections.abc import Collection
from datetime import datetime
from math import isfinite

from django.db import transaction

from courseops import audit
from courseops.models import Component, Enrollment, User
from projects.models import PaperMark, Review
from projects.rubric import rubric_of

MOST_WEIGHT = 100.0


class JudgingRefusedError(ValueError):
    """Nothing is set; the text is a sentence that says why."""


@transaction.atomic
def weigh(
    review: Review,
    *,
    weight: float,
    worth: float,
    reason: str,
    actor: User | None,
    at: datetime,
) -> None:
    """Set how much a review counts for its paper, and what its reviewer is given."""
    if not 0 <= weight <= MOST_WEIGHT:
        raise JudgingRefusedError(f"A weight is from 0 to {MOST_WEIGHT:g}.")
    if not 0 <= worth <= 1:
        raise JudgingRefusedError("What a reviewer is given is from 0 to 1 review.")
    row = Review.objects.select_for_update().get(pk=review.pk)
    before = {"weight": row.weight, "worth": row.worth}
    row.weight, row.worth, row.why = weight, worth, reason
    row.save(update_fields=["weight", "worth", "why"])
    audit.record(
        course=review.component.course,
        actor=actor,
        verb="reviews.weigh",
        target=f"{review.component.slug}: {review.reviewer.user.login} on the paper of"
        f" {review.author.user.login}",
        before=before,
        after={"weight": weight, "worth": worth},
        why=reason,
        at=at,
    )


def mark_of(component: Component, members: Collection[Enrollment]) -> PaperMark | None:
    """Return the points that staff set for the paper of *members*, the latest."""
    rows = PaperMark.objects.filter(component=component, author__in=members)
    return rows.select_related("actor").order_by("-at", "-pk").first()


@transaction.atomic
def set_mark(
    component: Component,
    members: Collection[Enrollment],
    *,
    author: Enrollment,
    points: float,
    reason: str,
    actor: User | None,
    at: datetime,
) -> None:
    """Set the points of the paper of *members*, in place of its reviews' mean."""
    most = rubric_of(component.kind, component.details).most
    if not isfinite(points) or not 0 <= points <= most:
        raise JudgingRefusedError(f"Points are from 0 to {most:.15g}.")
    before = _cleared(component, members)
    PaperMark.objects.create(
        component=component,
        author=author,
        points=points,
        reason=reason,
        actor=actor,
        at=at,
    )
    audit.record(
        course=component.course,
        actor=actor,
        verb="reviews.set_mark",
        target=f"{component.slug}: the paper of {author.user.login}",
        before=before,
        after={"points": points},
        why=reason,
        at=at,
    )


@transaction.atomic
def clear_mark(
    component: Component,
    members: Collection[Enrollment],
    *,
    author: Enrollment,
    reason: str,
    actor: User | None,
    at: datetime,
) -> None:
    """Let the mean of its reviews count again for the paper of *members*."""
    before = _cleared(component, members)
    if before is None:
        raise JudgingRefusedError("No points are set for this paper.")
    audit.record(
        course=component.course,
        actor=actor,
        verb="reviews.clear_mark",
        target=f"{component.slug}: the paper of {author.user.login}",
        before=before,
        why=reason,
        at=at,
    )


def _cleared(
    component: Component, members: Collection[Enrollment]
) -> dict[str, float] | None:
    """Remove what was set, of whichever member; returns it for the record."""
    found = mark_of(component, members)
    PaperMark.objects.filter(component=component, author__in=members).delete()
    return None if found is None else {"points": found.points}
