"""Weighted means, renormalised over what is there (policies.md section 7)."""

from collections.abc import Sequence

import numpy as np

from grading.policy.columns import Bools, Floats


def weighted_mean(
    marks: Sequence[Floats],
    weights: Sequence[float],
    counted: Sequence[Bools],
    *,
    size: int,
) -> Floats:
    """Return Σ(weight × mark) / Σ weight over the counted items of each student.

    NaN where no item with a weight counts. Items are added in the order given, so
    that one student alone gets the same bits as in the class.
    """
    above = np.zeros(size)
    below = np.zeros(size)
    for mark, weight, counts in zip(marks, weights, counted, strict=True):
        above += np.where(counts, weight * np.where(counts, mark, 0.0), 0.0)
        below += np.where(counts, weight, 0.0)
    mean: Floats = np.divide(above, below, out=np.full(size, np.nan), where=below > 0)
    return mean
