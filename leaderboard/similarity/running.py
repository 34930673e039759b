"""Compares a competition's submissions and stores the report, in the worker."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded

from leaderboard.models import Competition
from leaderboard.prepared import META, load
from leaderboard.selectors.competitions import solution_in_force
from leaderboard.similarity import asking
from leaderboard.similarity.gathering import gather
from leaderboard.similarity.report import report

logger = logging.getLogger(__name__)


class NotPossibleError(Exception):
    """Nothing can be compared; says why in a sentence."""


def run(
    *, competition_id: int, asked_at: datetime, now: Callable[[], datetime]
) -> None:
    """Work on a request that :func:`asking.ask` made; whatever happens is stored."""
    request: dict[str, Any] = {"competition_id": competition_id, "asked_at": asked_at}
    if not asking.begin(**request, at=now()):
        return
    try:
        result = compare_submissions(competition_id=competition_id)
    except NotPossibleError as reason:
        asking.fail(**request, at=now(), error=str(reason))
    except SoftTimeLimitExceeded:
        asking.fail(
            **request,
            at=now(),
            error="It took longer than a task may take on this site"
            " (SCORING_TIME_LIMIT), so it was given up.",
        )
    except Exception:
        asking.fail(
            **request,
            at=now(),
            error="It ended with an error of the system; the worker's log tells more."
            " Tell whoever runs this site.",
        )
        raise
    else:
        asking.finish(**request, at=now(), result=result)


def compare_submissions(*, competition_id: int) -> dict[str, Any]:
    """Return the report of a competition; nothing is written.

    Raises NotPossibleError.
    """
    competition = Competition.objects.select_related("component__course").get(
        pk=competition_id
    )
    solution = solution_in_force(competition=competition)
    if solution is None or not (solution.path / META).is_file():
        raise NotPossibleError(
            "There is no solution to compare with: store it first, then compare."
        )
    gathered = gather(competition=competition, prepared=load(solution.path))
    if len(gathered.enrollments) < 2:
        raise NotPossibleError(
            "There are not two students with a scored submission to compare."
        )
    return report(gathered)
