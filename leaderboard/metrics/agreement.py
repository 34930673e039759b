"""Agreement of labels beyond chance."""

from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard.metrics.aligned import Aligned, OnPart, Part, taken
from leaderboard.metrics.counts import Numbered
from leaderboard.metrics.faults import TruthError

Array = npt.NDArray[Any]


def kappa(data: Aligned) -> OnPart:
    """Return Cohen's kappa (Educational and Psychological Measurement 20, 1960)."""
    numbered = Numbered(data.truth[0], data.predicted[0])

    def on(part: Part) -> float:
        true, predicted, right = (counts.astype(float) for counts in numbered.on(part))
        _check_classes(int(np.count_nonzero(true)))
        rows = true.sum()
        expected = float(true @ predicted) / rows
        return float(1 - (rows - right.sum()) / (rows - expected))

    return on


def kappa_quadratic(data: Aligned) -> OnPart:
    """Return Cohen's kappa weighted by the squared distance of the labels.

    The distance is counted in places among the sorted labels that occur on either side,
    as scikit-learn's ``weights="quadratic"`` counts it (Cohen, Psychological Bulletin
    70, 1968).
    """
    numbered = Numbered(data.truth[0], data.predicted[0])

    def on(part: Part) -> float:
        true, predicted, _ = numbered.on(part)
        _check_classes(int(np.count_nonzero(true)))
        place = np.cumsum((true + predicted) > 0) - 1
        distance = (
            place[taken(numbered.truth, part)] - place[taken(numbered.predicted, part)]
        )
        observed = float((distance.astype(float) ** 2).sum())
        return 1 - observed / _by_chance(true, predicted, place)

    return on


def _by_chance(true: Array, predicted: Array, place: Array) -> float:
    """Return the summed squared distance if either side's labels were shuffled.

    Σᵢⱼ (i − j)² tᵢ pⱼ ÷ rows, taken apart so that no table of all pairs is needed; about
    the middle place, so that large sums do not cancel.
    """
    at = place - place[-1] / 2
    rows = int(true.sum())
    first = float(at @ true), float(at @ predicted)
    second = float(at**2 @ true), float(at**2 @ predicted)
    return second[0] + second[1] - 2 * first[0] * first[1] / rows


def _check_classes(classes: int) -> None:
    if classes < 2:
        raise TruthError(
            "all rows are of one class; agreement beyond chance needs at least two"
        )
