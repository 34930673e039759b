"""Which items of a category are kept (policies.md section 7)."""

from collections.abc import Sequence

import numpy as np

from grading.policy.columns import EQUAL, Bools, Floats, Ints

_MOST_ROUNDS = 60


def how_many_to_keep(
    pool: Ints, *, keep_best: int | None, drop_lowest: int | None
) -> Ints:
    """Return how many of *pool* items each student keeps: at least one of any."""
    kept = pool if keep_best is None else np.minimum(pool, keep_best)
    if drop_lowest is not None:
        kept = np.minimum(kept, pool - drop_lowest)
    return np.minimum(pool, np.maximum(kept, 1))


def keep_highest(marks: Sequence[Floats], pool: Sequence[Bools], keep: Ints) -> Bools:
    """Return which items stay, shape (items, students), when the lowest marks go.

    Of marks that differ by at most 1e-9 the later item goes.
    """
    grid = np.stack([np.where(p, m, np.nan) for m, p in zip(marks, pool, strict=True)])
    kept = np.stack(list(pool))
    drops = kept.sum(axis=0) - keep
    position = np.arange(len(grid))[:, None]
    for turn in range(int(drops.max(initial=0))):
        lowest = np.min(np.where(kept, grid, np.inf), axis=0)
        candidate = kept & (grid <= lowest + EQUAL)
        last = np.max(np.where(candidate, position, -1), axis=0)
        kept &= ~((position == last) & (turn < drops))
    return kept


def keep_highest_share(
    marks: Sequence[Floats],
    pool: Sequence[Bools],
    points: Sequence[float],
    keep: Ints,
) -> Bools:
    """Return which items stay when the rest leaves the highest percentage of points.

    The percentage is Σ(mark/100 × points) / Σ points of what is kept. Shape (items,
    students). The best set for a given percentage λ keeps the greatest values of
    points × (mark/100 − λ); λ rises until that set yields λ itself (Dinkelbach).
    """
    worth = np.array(points, dtype=np.float64)[:, None]
    grid = np.stack([np.where(p, m, 0.0) for m, p in zip(marks, pool, strict=True)])
    kept = keep_highest(marks, pool, keep)
    share = _share(grid, worth, kept)
    for _ in range(_MOST_ROUNDS):
        # Equal values at the border are settled here too, so the last round stays.
        kept = keep_highest(list(worth * (grid / 100 - share)), pool, keep)
        reached = _share(grid, worth, kept)
        if not (reached > share + EQUAL / 100).any():
            break
        share = np.maximum(share, reached)
    return kept


def _share(grid: Floats, worth: Floats, kept: Bools) -> Floats:
    above = np.where(kept, grid / 100 * worth, 0.0).sum(axis=0)
    below = np.where(kept, worth, 0.0).sum(axis=0)
    empty = np.zeros(grid.shape[1])
    share: Floats = np.divide(above, below, out=empty, where=below > 0)
    return share
