"""A student writes a review: a draft until it is handed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from courseops import audit
from courseops.deadlines import Own, last
from courseops.instants import in_words
from courseops.models import Component, User
from projects.models import Review
from projects.over import is_over
from projects.rubric import RubricError, rubric_of


class ReviewRefusedError(ValueError):
    """The review stays as it was; the text is a sentence that says why."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """What a reviewer wrote: points and comments by criterion, and of the whole.

    ``for_staff`` is not shown to the authors.
    """

    by_criterion: Mapping[str, float]
    comments: Mapping[str, str]
    comment: str
    for_staff: str


def shut(review: Review, *, own: Own, at: datetime) -> str:
    """Tell why a review cannot be written *at* then; empty where it can.

    The component's course is read. No query, two where there is no deadline.
    """
    component, zone = own.component, own.given.course.zone
    if component.archived:
        return "This is no part of the course any more."
    if component.released is not None and at < component.released:
        return f"Reviews are written from {in_words(component.released, zone=zone)} on."
    end = last(component)
    if end is not None and at > end:
        return f"Reviews were taken until {in_words(end, zone=zone)}."
    if review.received_at is None:
        return ""
    if component.on_time is not None and at > component.on_time:
        until = in_words(component.on_time, zone=zone)
        return f"It is handed in, and could be changed until {until}."
    if end is None and is_over(own.given, course=own.given.course, at=at):
        return "Everybody has handed in, so reviewing is over."
    return ""


@transaction.atomic
def write(
    review: Review,
    written: Written,
    *,
    own: Own,
    hands_in: bool,
    actor: User,
    at: datetime,
) -> Review:
    """Keep what a reviewer wrote, as a draft or handed in; returns the review.

    What is handed in stays so. Raises ReviewRefusedError where time is over, points are
    none of the rubric's, or one is missing of what is handed in.
    """
    row = Review.objects.select_for_update().filter(pk=review.pk).first()
    if row is None:
        raise ReviewRefusedError("This paper is yours to review no more.")
    if reason := shut(row, own=own, at=at):
        raise ReviewRefusedError(reason)
    rubric = rubric_of(own.given.kind, own.given.details)
    try:
        given = rubric.checked(written.by_criterion)
    except RubricError as error:
        raise ReviewRefusedError(str(error)) from None
    total = rubric.total(given)
    before = row.points
    is_in = hands_in or row.received_at is not None
    if is_in and total is None:
        raise ReviewRefusedError("A review that is handed in has points everywhere.")
    row.by_criterion, row.points = given, total
    row.comments = {slug: text for slug, text in written.comments.items() if text}
    row.comment, row.for_staff = written.comment, written.for_staff
    row.changed_at = at
    if is_in:
        row.received_at = at
        _record(own.given, row, before=before, actor=actor, at=at)
    row.save()
    return row


def _record(
    component: Component,
    row: Review,
    *,
    before: float | None,
    actor: User,
    at: datetime,
) -> None:
    audit.record(
        course=component.course,
        actor=actor,
        verb="reviews.hand_in",
        target=f"{component.slug}: {actor.login} on Paper {row.number}",
        before=None if before is None else {"points": before},
        after={"points": row.points},
        at=at,
    )
