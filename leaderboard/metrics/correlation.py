"""Correlations of numbers; of several target columns, the mean of theirs."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard.metrics.aligned import Aligned, OnPart, Part, mean_of_columns, taken
from leaderboard.metrics.faults import PredictionsError
from leaderboard.metrics.regression import check_varied

Array = npt.NDArray[Any]


def pearson(data: Aligned) -> OnPart:
    """Return the product-moment correlation (Pearson, Proc. Royal Society 58, 1895)."""

    def of_column(name: str, true: Array, found: Array) -> OnPart:
        def on(part: Part) -> float:
            truth, values = taken(true, part), taken(found, part)
            _check(name, truth, values)
            return _correlation(truth, values)

        return on

    return _mean(data, of_column)


def spearman(data: Aligned) -> OnPart:
    """Return the correlation of the ranks, ties sharing the mean of theirs.

    (Spearman, American Journal of Psychology 15, 1904.)
    """

    def of_column(name: str, true: Array, found: Array) -> OnPart:
        by_truth, by_value = np.argsort(true), np.argsort(found)

        def on(part: Part) -> float:
            _check(name, taken(true, part), taken(found, part))
            return _correlation(
                _ranks(true, by_truth, part), _ranks(found, by_value, part)
            )

        return on

    return _mean(data, of_column)


def _mean(data: Aligned, of_column: Callable[[str, Array, Array], OnPart]) -> OnPart:
    return mean_of_columns(
        [
            of_column(name, true, found)
            for name, true, found in zip(
                data.names, data.truth, data.predicted, strict=True
            )
        ]
    )


def _correlation(truth: Array, values: Array) -> float:
    return float(np.clip(_direction(truth) @ _direction(values), -1.0, 1.0))


def _direction(values: Array) -> Array:
    """Return the values about their mean, scaled to length 1 without overflow."""
    scaled = values / np.abs(values).max()
    about = scaled - scaled.mean()
    about /= np.abs(about).max()
    length = np.sqrt(about @ about)
    direction: Array = about / length
    return direction


def _ranks(values: Array, order: Array, part: Part) -> Array:
    """Return the ranks of a part's values, in the order of its rows."""
    if part is None:
        part = np.ones(len(values), bool)
    order = order[part[order]]
    ordered = values[order]
    ends = np.append(np.flatnonzero(ordered[1:] != ordered[:-1]) + 1, len(ordered))
    starts = np.append(0, ends[:-1])
    ranks = np.empty(len(values))
    ranks[order] = np.repeat((starts + 1 + ends) / 2, ends - starts)
    chosen: Array = ranks[part]
    return chosen


def _check(name: str, truth: Array, values: Array) -> None:
    check_varied(truth)
    if values.min() == values.max():
        raise PredictionsError(
            f"Column `{name}`: found the same prediction on all rows of one score, for "
            "which a correlation is undefined; expected at least two different values.",
            column=name,
        )
