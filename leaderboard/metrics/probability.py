"""Metrics of probabilities."""

from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard.metrics.aligned import Aligned, OnPart, mean_of_rows
from leaderboard.metrics.faults import PredictionsError

Array = npt.NDArray[Any]

# Probabilities are kept this far from 0 and 1, as scikit-learn keeps doubles.
_EDGE = float(np.finfo(np.float64).eps)
# How far the probabilities of a row may be from 1 in sum: they are written rounded.
SUM_TOLERANCE = 1e-3


def log_loss(data: Aligned) -> OnPart:
    """Return − the mean of ln(probability of the true class) (Bishop 2006, p. 209).

    One column holds the probability of 1; several hold one for each class.
    """
    if len(data.truth) == 1:
        found, is_one = data.predicted[0], data.truth[0] != 0
        of_truth = np.where(is_one, found, 1 - found)
    else:
        _check_sums(data)
        of_truth = np.zeros(len(data.truth[0]))
        for true, found in zip(data.truth, data.predicted, strict=True):
            np.copyto(of_truth, found, where=true != 0)
    return mean_of_rows(-np.log(np.clip(of_truth, _EDGE, 1 - _EDGE)))


def _check_sums(data: Aligned) -> None:
    total = np.sum(data.predicted, axis=0)
    wrong = np.abs(total - 1) > SUM_TOLERANCE
    if wrong.any():
        row = int(np.argmax(wrong))
        raise PredictionsError(
            f"the probabilities add up to {total[row]:.6g}, expected 1 (within "
            f"{SUM_TOLERANCE:g}; {int(np.count_nonzero(wrong))} of {len(wrong)} rows are "
            "so): divide each row by its sum.",
            row=row,
        )
