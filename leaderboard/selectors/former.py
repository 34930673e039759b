"""Reads the scores that a submission had before the one it has."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F

from leaderboard.models import FormerScore, Submission


def former_scores(*, submission: Submission, private: bool) -> Sequence[dict[str, Any]]:
    """Return former scores, the last one first; private ones only if asked for.

    ``version`` is the solution's, None where the score was computed elsewhere.
    """
    columns = ["public", "metric", "scorer_version", "scored_at", "replaced_at"]
    if private:
        columns += ["private", "all"]
    rows = FormerScore.objects.filter(submission=submission)
    return list(rows.values(*columns, version=F("solution__version")))
