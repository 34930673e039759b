"""Who scores a submission: a claim with a lease, kept alive by a heartbeat.

A claim is taken and given up by conditional UPDATEs, so that of several workers one
wins on any database; whoever has lost it can change nothing any more.
"""

import logging
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import F, Q

from leaderboard.models import State, Submission

logger = logging.getLogger(__name__)

# A lease is renewed this many times in its span.
_BEATS = 3


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One attempt's right to score a submission."""

    submission_id: int
    token: str

    def finish(self, **changes: Any) -> bool:
        """Write *changes* and end the claim; False if it was lost, and nothing is done."""
        held = Submission.objects.filter(
            pk=self.submission_id, state=State.SCORING, claim=self.token
        )
        return bool(held.update(claim="", lease_until=None, **changes))

    def renew(self, *, at: datetime) -> bool:
        """Lengthen the lease; False if the claim was lost."""
        held = Submission.objects.filter(
            pk=self.submission_id, state=State.SCORING, claim=self.token
        )
        return bool(held.update(lease_until=at + _lease()))


def take(*, submission_id: int, worker: str, at: datetime) -> Claim | None:
    """Claim a submission that is queued, or whose worker let its lease run out.

    None if it is in other hands, done, or out of attempts.
    """
    token = secrets.token_hex(16)
    free = Q(state=State.QUEUED) | Q(state=State.SCORING, lease_until__lt=at)
    taken = Submission.objects.filter(
        free, pk=submission_id, attempts__lt=settings.SCORING_MAX_ATTEMPTS
    ).update(
        state=State.SCORING,
        claim=token,
        worker=worker[:120],
        lease_until=at + _lease(),
        attempts=F("attempts") + 1,
        started_at=at,
        finished_at=None,
        reasons=[],
        error="",
    )
    return Claim(submission_id=submission_id, token=token) if taken else None


@contextmanager
def heartbeat(claim: Claim, *, now: Callable[[], datetime]) -> Iterator[None]:
    """Renew the claim's lease from a thread of its own while the block runs."""
    done = threading.Event()
    thread = threading.Thread(
        target=_beat, args=(claim, now, done), name="heartbeat", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _beat(claim: Claim, now: Callable[[], datetime], done: threading.Event) -> None:
    try:
        while not done.wait(_lease().total_seconds() / _BEATS):
            try:
                if not claim.renew(at=now()):
                    return
            except DatabaseError:
                logger.warning("Could not renew the lease of %s.", claim.submission_id)
    finally:
        connection.close()


def _lease() -> timedelta:
    return timedelta(seconds=settings.SCORING_LEASE_SECONDS)
