"""Tasks of the scoring queue."""

import os
import socket
from datetime import timedelta

from celery import shared_task

from courseops import clock
from leaderboard import dispatch, intake


@shared_task(name=dispatch.SCORE)  # type: ignore[untyped-decorator]
def score(*, submission_id: int) -> None:
    """Score one submission; any number of messages for it score it once."""
    # The web process imports this module and must not load pandas.
    from leaderboard.scoring import score_submission  # noqa: PLC0415

    score_submission(
        submission_id=submission_id,
        worker=f"{socket.gethostname()}:{os.getpid()}",
        now=clock.now,
    )


@shared_task(name="leaderboard.sweep")  # type: ignore[untyped-decorator]
def sweep() -> None:
    """Send again what waits too long, free what its worker let go of, tidy up."""
    from leaderboard.sweeping import sweep as sweep_submissions  # noqa: PLC0415

    at = clock.now()
    intake.remove_stale_parts(before=at - timedelta(days=1))
    sweep_submissions(
        at=at,
        send=lambda submission_ids: dispatch.send(submission_ids=submission_ids),
    )
