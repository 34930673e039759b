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

    NaN where no item with a weight counts; an item that counts alone gives its own
    mark to the last bit. Items are added in the order given, so that one student alone
    gets the same bits as in the class.
    """
    above, below, plain, items = (np.zeros(size) for _ in range(4))
    for mark, weight, counts in zip(marks, weights, counted, strict=True):
        present = counts & (weight > 0)
        value = np.where(present, mark, 0.0)
        above += weight * value
        below += np.where(present, weight, 0.0)
        plain += value
        items += present
    mean: Floats = np.divide(above, below, out=np.full(size, np.nan), where=below > 0)
    return np.where(items == 1, plain, mean)
