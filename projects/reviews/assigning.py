"""Reviewers are drawn, assigned one by one, and taken off a paper."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from courseops import audit
from courseops.models import Component, Enrollment, User
from projects.models import Review, ReviewConflict, ReviewDrawing
from projects.reviews import drawing
from projects.reviews.drawing import Numbers
from projects.reviews.papers import Paper, by_member, is_here, papers, reviewed
from projects.reviews.plan import Plan, needed, prepared


class DrawingRefusedError(ValueError):
    """Who reviews what stays as it is; the text is a sentence that says why."""


@transaction.atomic
def drawn(
    component: Component,
    *,
    seed: int,
    everybody: bool,
    actor: User | None,
    at: datetime,
) -> Plan:
    """Draw the reviewers, or what is missing of them; returns what was done.

    Raises DrawingRefusedError where somebody cannot have as many papers as they need.
    """
    locked(component)
    plan = prepared(component, seed=seed, everybody=everybody)
    if refusal := refused(plan, needed=needed(component)):
        raise DrawingRefusedError(refusal)
    Review.objects.filter(pk__in=[one.pk for one in plan.removed]).delete()
    Review.objects.bulk_create(rows(component, plan.added, at=at))
    ReviewDrawing.objects.update_or_create(
        component=component, defaults={"seed": seed, "at": at, "actor": actor}
    )
    audit.record(
        course=component.course,
        actor=actor,
        verb="reviews.draw",
        target=component.slug,
        after={
            "seed": seed,
            "everybody": everybody,
            "reviewers": len(plan.reviewers),
            "papers": len(plan.papers),
            "added": len(plan.added),
            "removed": len(plan.removed),
        },
        at=at,
    )
    return plan


@transaction.atomic
def assigned(
    component: Component,
    *,
    reviewer: Enrollment,
    author: Enrollment,
    reason: str,
    actor: User | None,
    at: datetime,
) -> Review:
    """Let somebody review one paper more; raises DrawingRefusedError."""
    locked(component)
    found = papers(reviewed(component))
    whose = by_member(found)
    if author.pk not in whose:
        raise DrawingRefusedError(f"{author.user} has no paper that counts.")
    paper = found[whose[author.pk]]
    _check_may(component, reviewer, paper)
    has = Review.objects.filter(component=component, reviewer=reviewer)
    gets = Review.objects.filter(component=component, author__in=paper.members)
    numbers = Numbers(
        number=_free(has.values_list("number", flat=True)),
        shown_as=_free(gets.values_list("shown_as", flat=True)),
    )
    (row,) = rows(component, [(reviewer, paper, numbers)], at=at)
    row.save()
    record(row, "reviews.assign", reason=reason, actor=actor, at=at)
    return row


@transaction.atomic
def taken_off(review: Review, *, reason: str, actor: User | None, at: datetime) -> None:
    """Remove a review, with what is written in it; the record of changes keeps it."""
    locked(review.component)
    review.refresh_from_db()
    record(review, "reviews.take_off", reason=reason, actor=actor, at=at)
    review.delete()


def locked(component: Component) -> None:
    """Let one transaction at a time decide who reviews what, and none write meanwhile.

    Only PostgreSQL needs the rows' locks; SQLite's transaction excludes all writers.
    """
    Component.objects.select_for_update(no_key=True).get(pk=component.pk)
    list(Review.objects.select_for_update().filter(component=component))


def rows(
    component: Component,
    added: Iterable[tuple[Enrollment, Paper, Numbers]],
    *,
    at: datetime,
) -> list[Review]:
    """Return rows, to be stored, for what a plan adds."""
    return [
        Review(
            component=component,
            reviewer=reviewer,
            author=paper.author,
            number=numbers.number,
            shown_as=numbers.shown_as,
            assigned_at=at,
        )
        for reviewer, paper, numbers in added
    ]


def refused(plan: Plan, *, needed: int) -> str:
    """Tell why a plan cannot be carried out; empty where it can."""
    if not plan.papers:
        return "There are no papers yet."
    return " ".join(
        f"{drawing.papers(left).capitalize()} of {needed} {'is' if left == 1 else 'are'}"
        f" left for {one.user} ({one.user.login}): own papers and conflicts are out."
        for one, left in plan.short
    )


def record(
    review: Review, verb: str, *, reason: str, actor: User | None, at: datetime
) -> None:
    """Record that somebody was put on a paper, or taken off it."""
    before = None
    if review.changed_at is not None:
        before = {
            "by_criterion": review.by_criterion,
            "comments": review.comments,
            "comment": review.comment,
            "for_staff": review.for_staff,
            "points": review.points,
        }
    audit.record(
        course=review.component.course,
        actor=actor,
        verb=verb,
        target=f"{review.component.slug}: {review.reviewer.user.login} on the paper of"
        f" {review.author.user.login}",
        before=before,
        why=reason,
        at=at,
    )


def _check_may(component: Component, reviewer: Enrollment, paper: Paper) -> None:
    who = reviewer.user
    if not is_here(reviewer):
        raise DrawingRefusedError(f"{who} is no student of this course any more.")
    if reviewer in paper.members:
        raise DrawingRefusedError(f"This is {who}'s own paper.")
    here = {"component": component, "reviewer": reviewer, "author__in": paper.members}
    if Review.objects.filter(**here).exists():
        raise DrawingRefusedError(f"{who} reviews this paper already.")
    if ReviewConflict.objects.filter(**here).exists():
        raise DrawingRefusedError(f"{who} has a conflict with this paper.")


def _free(taken: Iterable[int]) -> int:
    used = set(taken)
    return next(one for one in range(1, len(used) + 2) if one not in used)
