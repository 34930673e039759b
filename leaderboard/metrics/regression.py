"""Metrics of numbers: how far off they are.

Of several target columns each has its own score; theirs is the mean, scikit-learn's
``uniform_average``.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard.metrics.aligned import (
    Aligned,
    OnPart,
    Part,
    mean,
    mean_of_columns,
    mean_of_rows,
    taken,
)
from leaderboard.metrics.faults import TruthError

Array = npt.NDArray[Any]
Errors = Callable[[Array, Array], Array]


def _root_mean_square(errors: Errors) -> Callable[[Aligned], OnPart]:
    def of_column(true: Array, found: Array) -> OnPart:
        squares = errors(true, found) ** 2
        return lambda part: float(np.sqrt(mean(squares, part)))

    return lambda data: mean_of_columns(_each_column(data, of_column))


def _each_column(
    data: Aligned, of_column: Callable[[Array, Array], OnPart]
) -> list[OnPart]:
    return [
        of_column(true, found)
        for true, found in zip(data.truth, data.predicted, strict=True)
    ]


rmse = _root_mean_square(lambda true, found: found - true)
# ln(1 + x), as the logarithm of 0 is none (scikit-learn's root_mean_squared_log_error).
rmsle = _root_mean_square(lambda true, found: np.log1p(found) - np.log1p(true))


def mae(data: Aligned) -> OnPart:
    """Return the mean of |prediction − truth|."""
    return mean_of_columns(
        _each_column(data, lambda true, found: mean_of_rows(np.abs(found - true)))
    )


def weighted_mae(data: Aligned, *, normalise: str | None = None) -> OnPart:
    """Return the mean of weight × |prediction − truth|.

    With ``normalise="weights"`` the sum is divided by the weights' sum and not by the
    number of rows.
    """
    weights = data.weights
    if weights is None:
        raise TruthError("the solution has no weights, which this metric needs")

    def of_column(true: Array, found: Array) -> OnPart:
        weighed = weights * np.abs(found - true)

        def on(part: Part) -> float:
            total = float(taken(weights, part).sum())
            if not total:
                raise TruthError("all weights are 0; at least one must be greater")
            if normalise == "weights":
                return float(taken(weighed, part).sum()) / total
            return mean(weighed, part)

        return on

    return mean_of_columns(_each_column(data, of_column))


def r2(data: Aligned) -> OnPart:
    """Return the coefficient of determination (Wright, J. Agric. Research 20, 1921)."""

    def of_column(true: Array, found: Array) -> OnPart:
        squares = (true - found) ** 2

        def on(part: Part) -> float:
            truth = taken(true, part)
            check_varied(truth)
            around = float(((truth - truth.mean()) ** 2).sum())
            return 1 - float(taken(squares, part).sum()) / around

        return on

    return mean_of_columns(_each_column(data, of_column))


def check_varied(truth: Array) -> None:
    """Raise TruthError if all true values are the same."""
    if truth.min() == truth.max():
        raise TruthError(
            "all rows have the same true value; this metric needs different ones"
        )
