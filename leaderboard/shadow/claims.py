"""Which worker is at a run: a claim with a lease, as for a submission."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import F, Q

from leaderboard.claims import lease
from leaderboard.models import RunState, ShadowRun


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One attempt's right to work on a run."""

    run_id: int
    token: str

    def change(self, **changes: Any) -> bool:
        """Write *changes* to the run; False if the claim was lost, and nothing is done."""
        held = ShadowRun.objects.filter(
            pk=self.run_id, state=RunState.RUNNING, claim=self.token
        )
        return bool(held.update(**changes))

    def finish(self, **changes: Any) -> bool:
        """Write *changes* and end the claim; False if it was lost."""
        return self.change(claim="", **{"lease_until": None} | changes)

    def renew(self, *, at: datetime) -> bool:
        """Lengthen the lease; False if the claim was lost."""
        return self.change(lease_until=at + lease())


def take(*, run_id: int, at: datetime) -> Claim | None:
    """Claim a run that waits, or whose worker let its lease run out.

    None if it is in other hands, done, or out of attempts.
    """
    token = secrets.token_hex(16)
    free = Q(state=RunState.QUEUED) | Q(state=RunState.RUNNING, lease_until__lt=at)
    taken = ShadowRun.objects.filter(
        free, pk=run_id, attempts__lt=settings.SCORING_MAX_ATTEMPTS
    ).update(
        state=RunState.RUNNING,
        claim=token,
        lease_until=at + lease(),
        attempts=F("attempts") + 1,
    )
    return Claim(run_id=run_id, token=token) if taken else None


def expired(at: datetime) -> Q:
    """Match runs whose message or whose worker was lost *at* that instant."""
    return Q(state__in=(RunState.QUEUED, RunState.RUNNING), lease_until__lt=at)
