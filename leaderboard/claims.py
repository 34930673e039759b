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
from typing import Any, Protocol

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import F, Q

from leaderboard import fairness
from leaderboard.models import State, Submission

logger = logging.getLogger(__name__)

# A lease is renewed this many times in its span.
_BEATS = 3


class Leased(Protocol):
    """A right that lapses unless it is renewed; False where it was lost already."""

    def renew(self, *, at: datetime) -> bool: ...


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
        return bool(held.update(lease_until=at + lease()))


def take_next(*, worker: str, at: datetime) -> Claim | None:
    """Claim what is next in the queue; None if nothing waits."""
    while True:
        submission_id = fairness.to_take(at=at).values_list("pk", flat=True).first()
        if submission_id is None:
            return None
        claim = take(submission_id=submission_id, worker=worker, at=at)
        if claim is not None:
            return claim


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
        lease_until=at + lease(),
        attempts=F("attempts") + 1,
        started_at=at,
        finished_at=None,
        reasons=[],
        error="",
    )
    return Claim(submission_id=submission_id, token=token) if taken else None


@contextmanager
def heartbeat(claim: Leased, *, now: Callable[[], datetime]) -> Iterator[None]:
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


def _beat(claim: Leased, now: Callable[[], datetime], done: threading.Event) -> None:
    try:
        while not done.wait(lease().total_seconds() / _BEATS):
            try:
                if not claim.renew(at=now()):
                    return
            except DatabaseError:
                logger.warning("Could not renew the lease of %s.", claim)
    finally:
        connection.close()


def lease() -> timedelta:
    """Return how long a claim holds without being renewed."""
    return timedelta(seconds=settings.SCORING_LEASE_SECONDS)
