"""How much of a competition's limits somebody has used.

Days and months are the course's; a limit counts what the workers have taken or will
take, not what was refused, cancelled or failed by our fault.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_NEAR = 5


@dataclass(frozen=True, kw_only=True)
class Window:
    """The span [start, end) of instants, in UTC, that one limit counts."""

    start: datetime
    end: datetime


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """One limit: so many in all, so many used; ``resets_at`` None if time frees none."""

    limit: int
    used: int
    resets_at: datetime | None

    @property
    def left(self) -> int:
        """How many more may be handed in."""
        return max(0, self.limit - self.used)


@dataclass(frozen=True, kw_only=True)
class Quota:
    """Where one entrant stands with each limit; None where there is no limit.

    ``refused`` counts the refused files of the last hour, and ``members`` how many
    share the limits.
    """

    daily: Allowance | None = None
    monthly: Allowance | None = None
    total: Allowance | None = None
    concurrent: Allowance | None = None
    refused: Allowance | None = None
    members: int = 1

    @property
    def in_force(self) -> Mapping[str, Allowance]:
        """The limits of what is scored that there are, the longest-lasting first."""
        named = {
            "total": self.total,
            "monthly": self.monthly,
            "daily": self.daily,
            "concurrent": self.concurrent,
        }
        return {name: found for name, found in named.items() if found is not None}

    @property
    def left(self) -> int | None:
        """How many may be handed in now; None without any limit."""
        if self.refused is not None and self.refused.left == 0:
            return 0
        return min((found.left for found in self.in_force.values()), default=None)

    @property
    def warns_of_refused(self) -> bool:
        """Whether so many files were refused that the limit of them is near."""
        found = self.refused
        return found is not None and found.used > 0 and found.left <= _NEAR


def stays_true(quota: Quota, *, at: datetime) -> int | None:
    """Return for how many whole seconds *quota* is right if nothing is handed in.

    None where no more is free again within two days.
    """
    resets = [
        found.resets_at
        for found in (quota.daily, quota.monthly, quota.refused)
        if found is not None and found.used and found.resets_at is not None
    ]
    soon = [one for one in resets if at < one <= at + timedelta(days=2)]
    return math.ceil((min(soon) - at).total_seconds()) if soon else None


def day_of(at: datetime, *, zone: ZoneInfo) -> Window:
    """Return the day of *zone* in which *at* lies."""
    today = at.astimezone(zone).date()
    return _window(today, today + timedelta(days=1), zone)


def month_of(at: datetime, *, zone: ZoneInfo) -> Window:
    """Return the month of *zone* in which *at* lies."""
    first = at.astimezone(zone).date().replace(day=1)
    return _window(first, (first + timedelta(days=32)).replace(day=1), zone)


def _window(first: date, after: date, zone: ZoneInfo) -> Window:
    return Window(start=_midnight(first, zone), end=_midnight(after, zone))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """Where the clocks are put forward over midnight, the day begins with the change."""
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)
