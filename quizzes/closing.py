"""When an attempt is over: handed in, or its time run out.

Pure. Nothing has to happen at that instant: an attempt that nobody hands in is handed in
because the instant has passed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

SECOND = timedelta(seconds=1)


@dataclass(frozen=True, kw_only=True)
class Window:
    """When a student may take a quiz; None is no limit. ``closes`` is still inside."""

    opens: datetime | None
    closes: datetime | None

    def is_open(self, at: datetime) -> bool:
        """Tell whether the quiz can be taken at *at*."""
        return self.has_opened(at) and not self.is_over(at)

    def has_opened(self, at: datetime) -> bool:
        """Tell whether *at* is not before the window."""
        return self.opens is None or at >= self.opens

    def is_over(self, at: datetime) -> bool:
        """Tell whether *at* is after the window; its last second is inside."""
        return self.closes is not None and at.replace(microsecond=0) > self.closes


def time_limit(
    minutes: float | None, *, factor: float = 1, extra_min: float = 0
) -> timedelta | None:
    """Return the time that an attempt may take; None without a limit."""
    if minutes is None:
        return None
    return timedelta(minutes=minutes * factor + extra_min)


def closes_at(
    *, ends_at: datetime | None, window_closes: datetime | None
) -> datetime | None:
    """Return the last second of an attempt: of its time limit or of the window.

    None where neither is set: such an attempt stays open until it is handed in.
    """
    found = [one for one in (ends_at, window_closes) if one is not None]
    return min(found, default=None)


def has_closed(closes: datetime | None, *, at: datetime) -> bool:
    """Tell whether an attempt that was not handed in is over at *at*."""
    return closes is not None and at.replace(microsecond=0) > closes
