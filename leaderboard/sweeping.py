"""Finds submissions that were lost on their way to a score."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q

from leaderboard import results
from leaderboard.claims import Claim
from leaderboard.models import State, Submission

# So many a sweep sends at most; the next one sends the next.
_BATCH = 200


def sweep(*, at: datetime, send: Callable[[Iterable[int]], Iterable[int]]) -> None:
    """Queue again what a worker let go of, and *send* again what waits too long.

    *send* takes ids and returns those that went out. Safe to run any number of times,
    also at the same time.
    """
    _end_expired(at=at)
    waiting = list(_waiting(at=at))
    # Stamped before they go out, so that a sweep beside this one does not send them too.
    mine = Submission.objects.filter(pk__in=waiting, state=State.QUEUED)
    mine.update(enqueued_at=at)
    lost = set(waiting) - set(send(waiting))
    mine.filter(pk__in=lost, enqueued_at=at).update(enqueued_at=None)


def _end_expired(*, at: datetime) -> None:
    """Take submissions from workers that no longer renew their lease."""
    expired = Submission.objects.filter(
        state=State.SCORING, lease_until__lt=at
    ).select_related("competition")
    for submission in expired:
        claim = Claim(submission_id=submission.pk, token=submission.claim)
        if submission.attempts >= settings.SCORING_MAX_ATTEMPTS:
            results.fail(claim, submission, results.out_of_attempts(), at=at)
        else:
            claim.finish(state=State.QUEUED, enqueued_at=None)


def _waiting(*, at: datetime) -> Iterable[int]:
    """Return queued submissions never sent, or sent so long ago that it was in vain."""
    long_ago = at - timedelta(seconds=settings.REQUEUE_AFTER_SECONDS)
    return (
        Submission.objects.filter(
            Q(enqueued_at=None) | Q(enqueued_at__lt=long_ago), state=State.QUEUED
        )
        .order_by(F("enqueued_at").asc(nulls_first=True), "pk")
        .values_list("pk", flat=True)[:_BATCH]
    )
