"""The task that compares, on the queue ``grading``: scoring does not wait behind it."""

from datetime import datetime
from typing import Any

from celery import shared_task

from courseops import clock
from leaderboard.similarity import asking

_SECONDS_BETWEEN_TRIES = 15


@shared_task(name=asking.COMPARE, bind=True, max_retries=None)  # type: ignore[untyped-decorator]
def compare(self: Any, *, competition_id: int, asked_at: str) -> None:
    """Compare the submissions of one competition, after the one that is being compared."""
    # The web process imports this module and must not load pandas.
    from leaderboard.similarity.running import run  # noqa: PLC0415

    if asking.is_busy(competition_id=competition_id, at=clock.now()):
        raise self.retry(countdown=_SECONDS_BETWEEN_TRIES)
    run(
        competition_id=competition_id,
        asked_at=datetime.fromisoformat(asked_at),
        now=clock.now,
    )
