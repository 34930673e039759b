"""Scores a submission: claim, read, measure, and write it all down at once.

Only the worker and commands import this module: it loads pandas.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import DatabaseError

from leaderboard import claims, results, sidecars
from leaderboard.claims import Claim
from leaderboard.measuring import OurFaultError, measure_in_force
from leaderboard.metrics.registry import MetricError
from leaderboard.models import State, Submission
from leaderboard.problems import FileRefusedError
from leaderboard.results import ASK_STAFF

logger = logging.getLogger(__name__)


def score_submission(
    *, submission_id: int, worker: str, now: Callable[[], datetime]
) -> None:
    """Score a submission if it can be claimed; leave it scored, refused or failed.

    What passes by itself (a disk or a database that does not answer) leaves it queued
    for another attempt, up to SCORING_MAX_ATTEMPTS. *worker* names who does it, *now*
    tells the time. If another worker has taken over meanwhile, nothing is written.
    """
    claim = claims.take(submission_id=submission_id, worker=worker, at=now())
    if claim is not None:
        _work(claim, now=now)


def score_next(*, worker: str, now: Callable[[], datetime]) -> None:
    """Score what is next in the queue, as :func:`score_submission` does, if anything."""
    claim = claims.take_next(worker=worker, at=now())
    if claim is not None:
        _work(claim, now=now)


def _work(claim: Claim, *, now: Callable[[], datetime]) -> None:
    submission = Submission.objects.select_related(
        "competition__component__course", "enrollment__user"
    ).get(pk=claim.submission_id)
    with claims.heartbeat(claim, now=now):
        try:
            _score(claim, submission, now=now)
        except (OSError, DatabaseError):
            logger.exception("Submission %s could not be scored now.", submission.pk)
            _try_later(claim, submission, at=now())


def _score(
    claim: Claim, submission: Submission, *, now: Callable[[], datetime]
) -> None:
    """Measure a claimed submission and write down what came of it.

    OSError and DatabaseError pass through: they may pass by themselves.
    """
    try:
        measured = measure_in_force(submission)
    except FileRefusedError as refused:
        results.refuse(claim, submission, refused.problems, at=now())
        return
    except (OSError, DatabaseError):
        raise
    except Exception as error:
        logger.exception("Submission %s failed.", submission.pk)
        details = error.details if isinstance(error, OurFaultError) else ""
        results.fail(claim, submission, sentence(error), details=details, at=now())
        return
    results.write_score(claim, submission, measured, at=now())
    sidecars.keep(submission=submission, fresh=measured.fresh, at=now())


def sentence(error: Exception) -> str:
    """Say to students what kept us from scoring; the log has the details."""
    if isinstance(error, OurFaultError):
        cause = str(error)
    elif isinstance(error, MetricError):
        cause = f"The metric gave no valid score for this file ({error.score})."
    elif isinstance(error, MemoryError):
        cause = "Scoring ran out of the server's memory."
    elif isinstance(error, SoftTimeLimitExceeded):
        cause = "Scoring took too long."
    else:
        cause = "Scoring met a fault of ours."
    return f"{cause} {ASK_STAFF}"


def _try_later(claim: Claim, submission: Submission, *, at: datetime) -> None:
    """Give the submission back to the queue, or up after the last attempt."""
    attempts = Submission.objects.values_list("attempts", flat=True).get(
        pk=submission.pk
    )
    if attempts < settings.SCORING_MAX_ATTEMPTS:
        # Stamped as queued just now, so that it is taken again after a pause.
        claim.finish(state=State.QUEUED, enqueued_at=at)
    else:
        results.give_up(claim, submission, at=at)
