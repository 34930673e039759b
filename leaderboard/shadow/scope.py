"""Which submissions a run measures, and which it has."""

from django.db.models import QuerySet

from leaderboard.models import Competition, ShadowRun, ShadowScore, Submission
from leaderboard.rescoring import settled


def to_measure(*, competition: Competition) -> QuerySet[Submission]:
    """Return what is scored, failed or refused and has a file.

    A refused file among them: the solution may have been what was wrong, and its owner
    expects a score once it is right.
    """
    return settled(Submission.objects.filter(competition=competition)).exclude(path="")


def measured(*, run: ShadowRun) -> QuerySet[ShadowScore]:
    """Return what the run has found so far."""
    return ShadowScore.objects.filter(run=run)
