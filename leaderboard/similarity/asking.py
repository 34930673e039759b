"""Asks for a comparison, and keeps track of it.

``asked_at`` names the request: an attempt whose request was replaced by a newer one
cannot change the report any more. One comparison runs at a time on the whole site, so
that scoring always has a worker left.
"""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction

from courseops import audit, messages
from courseops.models import User
from leaderboard.models import Competition, RunState, SimilarityReport

COMPARE = "leaderboard.compare"
# A message that was not taken for so long is lost, or the queue is very long.
_SENT_AGAIN_AFTER = timedelta(minutes=2)
_UNDER_WAY = (RunState.QUEUED, RunState.RUNNING)


def ask(*, competition: Competition, actor: User | None, at: datetime) -> bool:
    """Have a worker compare the competition's submissions; the asking is recorded.

    False, and nothing happens, while a comparison is under way. The last result stays
    until the new one replaces it. ``competition.component.course`` is read; select it.
    """
    with transaction.atomic():
        report, made = SimilarityReport.objects.select_for_update().get_or_create(
            competition=competition, defaults={"asked_at": at, "actor": actor}
        )
        if not made and not may_ask(report, at=at):
            return False
        report.state, report.asked_at, report.actor = RunState.QUEUED, at, actor
        report.error = ""
        report.save()
        audit.record(
            course=competition.component.course,
            actor=actor,
            verb="similarity.compare",
            target=f"component:{competition.component.slug}",
            at=at,
        )
        transaction.on_commit(partial(_send, competition.pk, at), robust=True)
    return True


def may_ask(report: SimilarityReport | None, *, at: datetime) -> bool:
    """Tell whether a comparison can be asked for: none is under way, or it was lost."""
    if report is None or report.state not in _UNDER_WAY:
        return True
    return report.asked_at < at - _patience(report)


def _patience(report: SimilarityReport) -> timedelta:
    """Return after how long a request is taken for lost.

    A task that runs is ended at its time limit, and may have waited before.
    """
    if report.state == RunState.QUEUED:
        return _SENT_AGAIN_AFTER
    return 2 * timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT)


def begin(*, competition_id: int, asked_at: datetime, at: datetime) -> bool:
    """Take up a request; False if it was replaced, or is not to be worked on now.

    A request that another attempt has taken up already comes back only when that
    attempt's worker has ended: then the report fails, so that it cannot end the workers
    one after the other.
    """
    mine = SimilarityReport.objects.filter(
        competition=competition_id, asked_at=asked_at
    )
    if mine.filter(state=RunState.QUEUED).update(state=RunState.RUNNING):
        return True
    mine.filter(state=RunState.RUNNING).update(
        state=RunState.FAILED,
        finished_at=at,
        error="The worker stopped before it was done, maybe for want of memory. Compare"
        " once more; if it stops again, tell whoever runs this site.",
    )
    return False


def is_busy(*, competition_id: int, at: datetime) -> bool:
    """Tell whether another competition is being compared."""
    others = SimilarityReport.objects.filter(
        state=RunState.RUNNING,
        asked_at__gte=at - 2 * timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT),
    )
    return others.exclude(competition=competition_id).exists()


def finish(
    *, competition_id: int, asked_at: datetime, at: datetime, result: dict[str, Any]
) -> None:
    """Store the result, unless the request was replaced."""
    _end(competition_id, asked_at, state=RunState.READY, result=result, finished_at=at)


def fail(*, competition_id: int, asked_at: datetime, at: datetime, error: str) -> None:
    """Say in a sentence why there is no new result, unless the request was replaced."""
    _end(competition_id, asked_at, state=RunState.FAILED, error=error, finished_at=at)


def _end(competition_id: int, asked_at: datetime, **changes: Any) -> None:
    SimilarityReport.objects.filter(
        competition=competition_id, asked_at=asked_at, state=RunState.RUNNING
    ).update(**changes)


def _send(competition_id: int, asked_at: datetime) -> None:
    """Put the request on the queue; if that is down, it can be asked again."""
    messages.send(COMPARE, competition_id=competition_id, asked_at=asked_at.isoformat())
