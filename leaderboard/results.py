"""Writes down what came of a submission: state, score and standing, all at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from leaderboard.claims import Claim
from leaderboard.models import Competition, Score, Solution, Standing, State, Submission
from leaderboard.problems import Problem
from leaderboard.standings import Scored, best_of

# Changes when the same file may score differently than before.
SCORER_VERSION = "1"
ASK_STAFF = (
    "It counts for nothing and cost no attempt; the course's staff can score it again."
)


@dataclass(frozen=True, kw_only=True)
class Measured:
    """The scores of a submission, and the solution and metric they are by."""

    solution: Solution
    metric: str
    public: float
    private: float
    whole: float


def write_score(
    claim: Claim, submission: Submission, measured: Measured, *, at: datetime
) -> None:
    """Make the submission scored; nothing happens if the claim was lost."""
    with transaction.atomic():
        _lock(submission)
        newest = submission.competition.solutions.values_list("pk", flat=True).first()
        if newest != measured.solution.pk:
            # The solution was replaced while this one was scored against the old.
            claim.finish(state=State.QUEUED, enqueued_at=None, attempts=0)
        elif claim.finish(state=State.SCORED, finished_at=at):
            Score.objects.update_or_create(
                submission=submission,
                defaults={
                    "solution": measured.solution,
                    "metric": measured.metric,
                    "scorer_version": SCORER_VERSION,
                    "public": measured.public,
                    "private": measured.private,
                    "all": measured.whole,
                    "scored_at": at,
                },
            )
            _write_standing(submission)


def refuse(
    claim: Claim, submission: Submission, problems: Sequence[Problem], *, at: datetime
) -> None:
    """Make the submission refused for *problems*; an earlier score of it goes."""
    reasons = [problem.as_json() for problem in problems]
    with transaction.atomic():
        _lock(submission)
        if claim.finish(state=State.REFUSED, finished_at=at, reasons=reasons):
            _drop_score(submission)


def fail(claim: Claim, submission: Submission, error: str, *, at: datetime) -> None:
    """Make the submission failed with the sentence *error*; an earlier score goes."""
    with transaction.atomic():
        _lock(submission)
        if claim.finish(state=State.FAILED, finished_at=at, error=error):
            _drop_score(submission)


def out_of_attempts() -> str:
    """Return the sentence for a submission that no attempt could finish."""
    return (
        f"Scoring broke off {settings.SCORING_MAX_ATTEMPTS} times through a fault of "
        f"ours. {ASK_STAFF}"
    )


def _lock(submission: Submission) -> None:
    """Let one transaction at a time write scores and standings of a competition.

    Only PostgreSQL needs the row's lock; SQLite's transaction excludes all writers.
    """
    Competition.objects.select_for_update(no_key=True).get(pk=submission.competition_id)


def _drop_score(submission: Submission) -> None:
    if Score.objects.filter(submission=submission).delete()[0]:
        _write_standing(submission)


def _write_standing(submission: Submission) -> None:
    """Recompute the standing of a submission's participant in its competition."""
    place = {
        "competition_id": submission.competition_id,
        "enrollment_id": submission.enrollment_id,
    }
    scored = [
        Scored(submission_id=pk, public=public, received_at=received_at)
        for pk, public, received_at in Score.objects.filter(
            submission__competition_id=submission.competition_id,
            submission__enrollment_id=submission.enrollment_id,
        ).values_list("submission_id", "public", "submission__received_at")
    ]
    best = best_of(scored, maximize=submission.competition.is_maximized)
    if best is None:
        Standing.objects.filter(**place).delete()
        return
    Standing.objects.update_or_create(
        **place,
        defaults={
            "submission_id": best.submission_id,
            "public": best.public,
            "achieved_at": best.received_at,
            "entries": len(scored),
        },
    )
