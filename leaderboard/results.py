"""Writes down what came of a submission: state, score and standing, all at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from leaderboard import ranking
from leaderboard.claims import Claim
from leaderboard.models import Score, Solution, State, Submission
from leaderboard.problems import Problem

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
        ranking.lock([submission.competition_id])
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
        ranking.lock([submission.competition_id])
        if claim.finish(state=State.REFUSED, finished_at=at, reasons=reasons):
            _drop_score(submission)


def fail(claim: Claim, submission: Submission, error: str, *, at: datetime) -> None:
    """Make the submission failed with the sentence *error*; an earlier score goes."""
    with transaction.atomic():
        ranking.lock([submission.competition_id])
        if claim.finish(state=State.FAILED, finished_at=at, error=error):
            _drop_score(submission)


def out_of_attempts() -> str:
    """Return the sentence for a submission that no attempt could finish."""
    return (
        f"Scoring broke off {settings.SCORING_MAX_ATTEMPTS} times through a fault of "
        f"ours. {ASK_STAFF}"
    )


def _drop_score(submission: Submission) -> None:
    if Score.objects.filter(submission=submission).delete()[0]:
        _write_standing(submission)


def _write_standing(submission: Submission) -> None:
    ranking.write_standings(
        competition=submission.competition, enrollments=[submission.enrollment_id]
    )
