"""Truth and predictions side by side, and the rows that a score is of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Columns = Sequence[Array]
# Which rows a score is of: a mask, or None for all of them.
Part = Array | None
# Gives the score on a part; what the parts share is done before.
OnPart = Callable[[Part], float]


@dataclass(frozen=True, kw_only=True)
class Aligned:
    """The target columns of a solution and of a submission, row by row.

    ``names`` are the columns' names, ``weights`` the solution's or None.
    """

    names: Sequence[str]
    truth: Columns
    predicted: Columns
    weights: Array | None


def taken(values: Array, part: Part) -> Array:
    """Return the values of a part's rows."""
    return values if part is None else values[part]


def mean(values: Array, part: Part) -> float:
    """Return the mean over a part's rows; of truth values, the share that is true."""
    if values.dtype == bool:
        if part is None:
            return int(np.count_nonzero(values)) / len(values)
        return int(np.count_nonzero(values & part)) / int(np.count_nonzero(part))
    chosen = taken(values, part)
    return float(chosen.sum()) / len(chosen)


def mean_of_rows(values: Array) -> OnPart:
    """Return the score that is the mean of one number for each row."""
    return lambda part: mean(values, part)


def mean_of_columns(scores: Sequence[OnPart]) -> OnPart:
    """Return the mean of each column's own score, as scikit-learn's averages are."""
    if len(scores) == 1:
        return scores[0]
    return lambda part: sum(score(part) for score in scores) / len(scores)
