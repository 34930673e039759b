"""How much of a competition's limits somebody has used.

Days and months are the course's; a limit counts what the workers have taken or will
take, not what was refused, cancelled or failed by our fault.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


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
    """Where one participant stands with each limit; None where there is no limit."""

    daily: Allowance | None
    monthly: Allowance | None
    total: Allowance | None
    concurrent: Allowance | None

    @property
    def in_force(self) -> Mapping[str, Allowance]:
        """The limits that there are, the longest-lasting first."""
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
        return min((found.left for found in self.in_force.values()), default=None)


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
