"""Extra credit and its caps (policies.md section 7)."""

from dataclasses import dataclass

import numpy as np

from grading.policy.columns import Floats
from grading.policy.plan import Bonus


@dataclass(frozen=True, kw_only=True)
class Earned:
    """What one item of extra credit does: the points it is worth, the mark after it."""

    points: Floats
    after: Floats


def add(base: Floats, mark: Floats, bonus: Bonus) -> Earned:
    """Add ``bonus.points × mark / 100`` to *base*: ``max(base, min(cap, base + it))``.

    It is 0 while the item has no mark or its points are not set; a base that is null
    stays null.
    """
    earned = (bonus.points or 0.0) * np.nan_to_num(mark) / 100
    return Earned(
        points=earned, after=np.maximum(base, np.minimum(bonus.cap, base + earned))
    )
