"""Extra credit and its caps (policies.md section 7)."""

import numpy as np

from grading.policy.columns import Floats
from grading.policy.plan import Bonus


def points_earned(mark: Floats, bonus: Bonus) -> Floats:
    """Return ``points × mark / 100``; 0 while there is no mark or the points are unset."""
    if bonus.points is None:
        return np.zeros(len(mark))
    return np.where(np.isnan(mark), 0.0, bonus.points * np.nan_to_num(mark) / 100)


def add(base: Floats, extra: Floats, *, cap: float) -> Floats:
    """Return ``max(base, min(cap, base + extra))``; a base that is null stays null."""
    return np.maximum(base, np.minimum(cap, base + extra))
