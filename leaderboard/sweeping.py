"""Finds submissions that were lost on their way to a score."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings

from leaderboard import fairness, results
from leaderboard.claims import Claim
from leaderboard.models import State, Submission


def sweep(*, at: datetime, ensure: Callable[[int], None]) -> None:
    """Queue again what a worker let go of, and wake workers for all that waits.

    *ensure* is told how many messages there have to be. Safe to run any number of
    times, also at the same time.
    """
    _end_expired(at=at)
    waiting = fairness.to_take(at=at).count()
    if waiting:
        ensure(waiting)


def _end_expired(*, at: datetime) -> None:
    """Take submissions from workers that no longer renew their lease."""
    expired = Submission.objects.filter(
        state=State.SCORING, lease_until__lt=at
    ).select_related("competition__component__course", "enrollment__user")
    for submission in expired:
        claim = Claim(submission_id=submission.pk, token=submission.claim)
        if submission.attempts >= settings.SCORING_MAX_ATTEMPTS:
            results.give_up(claim, submission, at=at)
        else:
            claim.finish(state=State.QUEUED, enqueued_at=None)
