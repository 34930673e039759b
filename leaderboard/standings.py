"""The rule of a standing: which of an entrant's scores counts on the board."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Scored:
    """A scored submission: its scores, when it was received, whether it was chosen."""

    submission_id: int
    public: float
    private: float
    received_at: datetime
    is_chosen: bool = False


def best_of(scored: Iterable[Scored], *, maximize: bool) -> Scored | None:
    """Return the best public score; of equal ones the earliest, then the first given.

    None when there is none.
    """
    return min(
        scored,
        key=lambda one: _place(one, one.public, maximize=maximize),
        default=None,
    )


def privately_best_of(scored: Iterable[Scored], *, maximize: bool) -> Scored | None:
    """Return what the private leaderboard ranks: the best private score of those chosen.

    Where nothing is chosen, the submission with the best public score.
    """
    scored = list(scored)
    return min(
        (one for one in scored if one.is_chosen),
        key=lambda one: _place(one, one.private, maximize=maximize),
        default=best_of(scored, maximize=maximize),
    )


def _place(one: Scored, score: float, *, maximize: bool) -> tuple[float, datetime, int]:
    return -score if maximize else score, one.received_at, one.submission_id
