"""Tasks of the scoring queue."""

import os
import socket
from datetime import timedelta

from celery import shared_task

from courseops import clock
from courseops.uploads import intake
from leaderboard import daybreak, dispatch, restanding, revealing, sidecarspace, teaming
from leaderboard.code import listing as code_listing


@shared_task(name=dispatch.SCORE)  # type: ignore[untyped-decorator]
def score() -> None:
    """Score the submission whose turn it is; nothing if none waits."""
    # The web process imports this module and must not load pandas.
    from leaderboard.scoring import score_next  # noqa: PLC0415

    score_next(worker=f"{socket.gethostname()}:{os.getpid()}", now=clock.now)


@shared_task(name="leaderboard.sweep")  # type: ignore[untyped-decorator]
def sweep() -> None:
    """Free what its worker let go of, wake workers for what waits, tidy up."""
    from leaderboard.sweeping import sweep as sweep_submissions  # noqa: PLC0415

    at = clock.now()
    intake.remove_stale_parts(before=at - timedelta(days=1))
    sweep_submissions(at=at, ensure=dispatch.ensure)


@shared_task(name="leaderboard.reveal_due")  # type: ignore[untyped-decorator]
def reveal_due() -> None:
    """Show private scores where the course file's time for it has come."""
    revealing.reveal_due(at=clock.now())


@shared_task(name="leaderboard.group_due")  # type: ignore[untyped-decorator]
def group_due() -> None:
    """Put those in no team together where the time for it has come."""
    teaming.group_due(at=clock.now())


@shared_task(name="leaderboard.note_ranks")  # type: ignore[untyped-decorator]
def note_ranks() -> None:
    """Note the ranks with which the day of each course began."""
    daybreak.note_all(at=clock.now())


@shared_task(name=restanding.RESTAND)  # type: ignore[untyped-decorator]
def restand(*, competition: int, enrollments: list[int]) -> None:
    """Have standings follow what students chose."""
    restanding.restand(competition=competition, enrollments=enrollments)


@shared_task(name="leaderboard.limit_sidecars")  # type: ignore[untyped-decorator]
def limit_sidecars() -> None:
    """Keep the predictions that are kept within their quota."""
    sidecarspace.make_room()


@shared_task(name="leaderboard.tidy_sidecars")  # type: ignore[untyped-decorator]
def tidy_sidecars() -> None:
    """Remove kept predictions that belong to nothing."""
    sidecarspace.remove_orphans(at=clock.now())


@shared_task(name=code_listing.LIST)  # type: ignore[untyped-decorator]
def list_code() -> None:
    """List the files of code that was handed in; nothing if none waits."""
    code_listing.list_waiting(at=clock.now())
