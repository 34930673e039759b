"""The rule of a standing: which of a participant's scores counts on the board."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Scored:
    """A scored submission: its public score and when it was received."""

    submission_id: int
    public: float
    received_at: datetime


def best_of(scored: Iterable[Scored], *, maximize: bool) -> Scored | None:
    """Return the best public score; of equal ones the earliest, then the first given.

    None when there is none.
    """

    def order(entry: Scored) -> tuple[float, datetime, int]:
        score = -entry.public if maximize else entry.public
        return score, entry.received_at, entry.submission_id

    return min(scored, key=order, default=None)
