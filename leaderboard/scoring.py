"""Scores a submission: claim, read, measure, and write it all down at once.

Only the worker and commands import this module: it loads pandas.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import DatabaseError

from leaderboard import claims, prepared, results
from leaderboard.claims import Claim
from leaderboard.metrics.registry import METRICS, MetricError
from leaderboard.models import Solution, State, Submission
from leaderboard.prepared import Prepared
from leaderboard.problems import FileRefusedError
from leaderboard.results import ASK_STAFF, Measured
from leaderboard.submissionfile import read_submission

logger = logging.getLogger(__name__)


class OurFaultError(Exception):
    """Scoring cannot succeed, and the file is not to blame; says so in a sentence."""


def score_submission(
    *, submission_id: int, worker: str, now: Callable[[], datetime]
) -> None:
    """Score a submission if it can be claimed; leave it scored, refused or failed.

    What passes by itself (a disk or a database that does not answer) leaves it queued
    for another attempt, up to SCORING_MAX_ATTEMPTS. *worker* names who does it, *now*
    tells the time. If another worker has taken over meanwhile, nothing is written.
    """
    claim = claims.take(submission_id=submission_id, worker=worker, at=now())
    if claim is None:
        return
    submission = Submission.objects.select_related("competition").get(pk=submission_id)
    with claims.heartbeat(claim, now=now):
        try:
            _score(claim, submission, now=now)
        except (OSError, DatabaseError):
            logger.exception("Submission %s could not be scored now.", submission_id)
            _try_later(claim, submission, at=now())


def _score(
    claim: Claim, submission: Submission, *, now: Callable[[], datetime]
) -> None:
    """Measure a claimed submission and write down what came of it.

    OSError and DatabaseError pass through: they may pass by themselves.
    """
    try:
        measured = measure(submission)
    except FileRefusedError as refused:
        results.refuse(claim, submission, refused.problems, at=now())
        return
    except (OSError, DatabaseError):
        raise
    except Exception as error:
        logger.exception("Submission %s failed.", submission.pk)
        results.fail(claim, submission, _sentence(error), at=now())
        return
    results.write_score(claim, submission, measured, at=now())


def _sentence(error: Exception) -> str:
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


def measure(submission: Submission) -> Measured:
    """Read a submission's file and return its scores; nothing is written.

    Raises FileRefusedError for what is wrong with the file, OurFaultError, MetricError
    and OSError for what is not its fault.
    """
    competition = submission.competition
    solution = competition.solutions.first()
    if solution is None:
        raise OurFaultError("The competition has no solution yet.")
    metric = METRICS.get(competition.metric)
    if metric is None:
        raise OurFaultError(
            f"The metric {competition.metric} is not available on this site."
        )
    if not submission.file.is_file():
        raise OurFaultError("The stored file is not on the server's disk.")
    ready = _prepared(solution)
    predicted = read_submission(
        path=submission.file,
        file_name=submission.file_name,
        layout=competition.layout,
        prepared=ready,
    )
    public, private, whole = metric.scores(
        truth=ready.truth, predicted=predicted, parts=ready.parts()
    )
    return Measured(
        solution=solution,
        metric=competition.metric,
        public=public,
        private=private,
        whole=whole,
    )


def _prepared(solution: Solution) -> Prepared:
    if not (solution.path / prepared.META).is_file():
        raise OurFaultError("The solution is not on the server's disk.")
    return _load(solution.path)


@lru_cache(maxsize=2)
def _load(folder: Path) -> Prepared:
    """Load a solution once for each process; a version is never changed in place."""
    return prepared.load(folder)


def _try_later(claim: Claim, submission: Submission, *, at: datetime) -> None:
    """Give the submission back to the queue, or up after the last attempt."""
    attempts = Submission.objects.values_list("attempts", flat=True).get(
        pk=submission.pk
    )
    if attempts < settings.SCORING_MAX_ATTEMPTS:
        # Stamped as sent just now, so that the sweep sends it after a pause.
        claim.finish(state=State.QUEUED, enqueued_at=at)
    else:
        results.fail(claim, submission, results.out_of_attempts(), at=at)
