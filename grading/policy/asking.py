"""How long a student may ask that a mark be looked at again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

DAYS = 14
# Longer than any course: the instant at which so many days are over has to exist.
MOST_DAYS = 36_500
LEAST_TEXT, MOST_TEXT = 10, 5_000


@dataclass(frozen=True, kw_only=True)
class AskingWindow:
    """``days`` of 24 hours from ``since``, when the mark became what it is.

    Without ``since`` nothing says when that was, and it may be asked about.
    """

    days: int
    since: datetime | None

    @property
    def is_ever(self) -> bool:
        """Whether the course takes requests at all."""
        return self.days > 0

    @property
    def closes(self) -> datetime | None:
        """The last instant at which to ask; None where there is none."""
        if not self.is_ever or self.since is None:
            return None
        return self.since + timedelta(days=self.days)

    def is_open(self, *, at: datetime) -> bool:
        """Tell whether the mark may be asked about at *at*."""
        return self.is_ever and (self.closes is None or at <= self.closes)


def days_of(rules: Mapping[str, Any] | None) -> int:
    """Return the days of the course file's ``regrades``; absent: 14, 0: never."""
    return DAYS if rules is None else min(int(rules["days"]), MOST_DAYS)


def latest(*instants: datetime | None) -> datetime | None:
    """Return the last of the instants that are known."""
    return max((one for one in instants if one is not None), default=None)
