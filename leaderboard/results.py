"""Writes down what came of a submission: state, score and standing, all at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from leaderboard import alarms, history, ranking
from leaderboard.claims import Claim
from leaderboard.models import Score, Solution, State, Submission
from leaderboard.predictions import Fresh
from leaderboard.problems import Problem
from leaderboard.selectors.competitions import solution_in_force

# Changes when the same file may score differently than before.
SCORER_VERSION = "1"
ASK_STAFF = (
    "It counts for nothing and cost no attempt; the course's staff can score it again."
)


@dataclass(frozen=True, kw_only=True)
class Measured:
    """The scores of a submission, and the solution and metric they are by.

    ``fresh`` is what its file predicts, to be kept as a sidecar; None if that was told by
    the sidecar.
    """

    solution: Solution
    metric: str
    public: float
    private: float
    whole: float
    fresh: Fresh | None


def write_score(
    claim: Claim, submission: Submission, measured: Measured, *, at: datetime
) -> None:
    """Make the submission scored; nothing happens if the claim was lost."""
    with transaction.atomic():
        ranking.lock([submission.competition_id])
        in_force = solution_in_force(competition=submission.competition)
        if in_force != measured.solution:
            # The solution was replaced while this one was scored against the old.
            claim.finish(state=State.QUEUED, enqueued_at=None, attempts=0)
        elif claim.finish(state=State.SCORED, finished_at=at):
            score = Score(
                submission=submission,
                solution=measured.solution,
                metric=measured.metric,
                scorer_version=SCORER_VERSION,
                public=measured.public,
                private=measured.private,
                all=measured.whole,
                scored_at=at,
            )
            history.replace(scores=[score], at=at)
            _write_standing(submission)


def refuse(
    claim: Claim, submission: Submission, problems: Sequence[Problem], *, at: datetime
) -> None:
    """Make the submission refused for *problems*; an earlier score of it goes."""
    reasons = [problem.as_json() for problem in problems]
    with transaction.atomic():
        ranking.lock([submission.competition_id])
        if claim.finish(state=State.REFUSED, finished_at=at, reasons=reasons):
            _drop_score(submission, at=at)


def fail(
    claim: Claim,
    submission: Submission,
    error: str,
    *,
    details: str = "",
    at: datetime,
) -> None:
    """Make the submission failed with the sentence *error*; an earlier score goes.

    Staff are told, also the *details*. ``competition.component.course`` and ``enrollment.user`` are read.
    """
    with transaction.atomic():
        ranking.lock([submission.competition_id])
        if claim.finish(state=State.FAILED, finished_at=at, error=error):
            _drop_score(submission, at=at)
            alarms.about_failure(submission, error, details=details, at=at)


def give_up(claim: Claim, submission: Submission, *, at: datetime) -> None:
    """Make the submission failed after its last attempt; staff are told."""
    error = out_of_attempts()
    with transaction.atomic():
        ranking.lock([submission.competition_id])
        if claim.finish(state=State.FAILED, finished_at=at, error=error):
            _drop_score(submission, at=at)
            alarms.about_poison(
                submission, attempts=settings.SCORING_MAX_ATTEMPTS, at=at
            )


def out_of_attempts() -> str:
    """Return the sentence for a submission that no attempt could finish."""
    return (
        f"Scoring broke off {settings.SCORING_MAX_ATTEMPTS} times through a fault of "
        f"ours. {ASK_STAFF}"
    )


def _drop_score(submission: Submission, *, at: datetime) -> None:
    if history.drop(submissions=[submission.pk], at=at):
        _write_standing(submission)


def _write_standing(submission: Submission) -> None:
    ranking.write_standings(
        competition=submission.competition, enrollments=[submission.enrollment_id]
    )
