"""Metrics of class labels: how many rows are right, for each class or over all.

The classes are the labels that occur on either side of the rows that are scored. What
divides by nothing (precision of a class never predicted) is 0, as scikit-learn has it
with ``zero_division=0``.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard.metrics.aligned import Aligned, OnPart, mean_of_rows
from leaderboard.metrics.counts import Counts, Numbered

Array = npt.NDArray[Any]


def accuracy(data: Aligned) -> OnPart:
    """Return the share of rows of which every target column is exactly right.

    With several target columns that is scikit-learn's subset accuracy.
    """
    right: Array = data.truth[0] == data.predicted[0]
    for true, found in zip(data.truth[1:], data.predicted[1:], strict=True):
        right = np.logical_and(right, true == found)
    return mean_of_rows(right)


def of_counts(formula: Callable[[Counts], float]) -> Callable[[Aligned], OnPart]:
    """Return the metric that *formula* computes from the labels' counts."""

    def metric(data: Aligned) -> OnPart:
        numbered = Numbered(data.truth[0], data.predicted[0])
        return lambda part: formula(numbered.counts(part))

    return metric


def _share(of: Array, all_of: Array) -> Array:
    """Return *of* ÷ *all_of*, 0 where there is nothing to divide by."""
    shares: Array = of / np.maximum(all_of, 1)
    return shares


def _f1(counts: Counts) -> Array:
    return _share(2 * counts.right, counts.true + counts.predicted)


def _f1_macro(counts: Counts) -> float:
    return float(_f1(counts).mean())


def _f1_weighted(counts: Counts) -> float:
    return float((_f1(counts) * counts.true).sum() / counts.rows)


def _f1_micro(counts: Counts) -> float:
    return int(counts.right.sum()) / counts.rows


def _precision(counts: Counts) -> float:
    return float(_share(counts.right, counts.predicted).mean())


def _recall(counts: Counts) -> float:
    return float(_share(counts.right, counts.true).mean())


def _balanced_accuracy(counts: Counts) -> float:
    """Average the recall of the classes that truly occur (Brodersen et al. 2010)."""
    occurs = counts.true > 0
    return float((counts.right[occurs] / counts.true[occurs]).mean())


f1_macro = of_counts(_f1_macro)
f1_micro = of_counts(_f1_micro)
f1_weighted = of_counts(_f1_weighted)
precision = of_counts(_precision)
recall = of_counts(_recall)
balanced_accuracy = of_counts(_balanced_accuracy)
