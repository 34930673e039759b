"""What a result is worth before the calendar acts on it (sections 2, 3 and 5)."""

import numpy as np

from grading.policy import cutoffs
from grading.policy.columns import Floats
from grading.policy.plan import ComponentPlan, Tier
from grading.policy.selection import Submissions

# k/n is below a share when it is by more than this (policies.md section 5).
_BELOW = 1e-12


def marks(component: ComponentPlan, rows: Submissions, *, ranked: Floats) -> Floats:
    """Return the mark of each row.

    A score by the cutoffs, points as a share of what was possible, a value ranked by
    its tier among *ranked*, the rising values of those who take part.
    """
    if component.cutoffs is not None:
        return cutoffs.marks(rows.raw, component.cutoffs)
    if component.tiers:
        points = tier_points(rows.raw, component.tiers, ranked=ranked)
        return 100.0 * points / component.possible
    return 100.0 * rows.raw / rows.possible


def better(raw: Floats, *, ranked: Floats) -> Floats:
    """Return the share of those who take part that is strictly better than each value.

    0 where nobody takes part.
    """
    above = len(ranked) - np.searchsorted(ranked, raw, side="right")
    return above / max(len(ranked), 1)


def tier_points(raw: Floats, tiers: tuple[Tier, ...], *, ranked: Floats) -> Floats:
    """Return the points of each value's tier: the first whose share it is below.

    A tier with the share 1 takes the rest.
    """
    percentile = better(raw, ranked=ranked)
    points = np.zeros(len(raw))
    for tier in reversed(tiers):
        reached = (percentile < tier.share - _BELOW) | (tier.share >= 1.0)
        points = np.where(reached, tier.points, points)
    return points
