"""Metrics of scores that rank rows: the positives should come first."""

from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard.metrics.aligned import Aligned, OnPart, Part, mean_of_columns
from leaderboard.metrics.faults import TruthError
from leaderboard.metrics.thresholds import Ranked

Array = npt.NDArray[Any]


def roc_auc(data: Aligned) -> OnPart:
    """Return the area under the ROC curve, of several columns the mean of their areas.

    The area is the probability that a positive is scored above a negative, with half of
    the ties (Hanley and McNeil, Radiology 143, 1982); over columns it is one against the
    rest, macro averaged.
    """
    return mean_of_columns([_area(column) for column in _columns(data)])


def average_precision(data: Aligned) -> OnPart:
    """Return Σ (Rₙ − Rₙ₋₁) Pₙ over the thresholds, of several columns the mean.

    No line is drawn between the points, as in scikit-learn (Manning, Raghavan and
    Schütze, Introduction to Information Retrieval, 2008, chapter 8).
    """
    return mean_of_columns([_precision(column) for column in _columns(data)])


def _columns(data: Aligned) -> list[tuple[str, Ranked]]:
    return [
        (name, Ranked(truth=true, scores=found))
        for name, true, found in zip(
            data.names, data.truth, data.predicted, strict=True
        )
    ]


def _area(column: tuple[str, Ranked]) -> OnPart:
    name, ranked = column

    def on(part: Part) -> float:
        rows = ranked.sorted(part)
        places = np.flatnonzero(rows & 1)
        positives, negatives = len(places), len(rows) - len(places)
        check_both(name, positives, negatives)
        # Before the n-th positive stand n others; the rest are negatives not above it.
        won = int(places.sum()) - positives * (positives - 1) // 2
        return (won - _ties(rows) / 2) / (positives * negatives)

    return on


def _ties(rows: Array) -> int:
    """Return how many pairs of a negative and a positive have the same score."""
    last_negative = rows[:-1][(rows[1:] - rows[:-1] == 1) & (rows[:-1] & 1 == 0)]
    begin = np.searchsorted(rows, last_negative)
    middle = np.searchsorted(rows, last_negative, side="right")
    end = np.searchsorted(rows, last_negative + 1, side="right")
    return int(((middle - begin) * (end - middle)).sum())


def _precision(column: tuple[str, Ranked]) -> OnPart:
    name, ranked = column

    def on(part: Part) -> float:
        positives, negatives = ranked.accepted(part)
        if not positives[-1]:
            raise TruthError(
                f"no row has 1 in the column `{name}`; average precision needs at least "
                "one"
            )
        gained = np.diff(positives, prepend=0)
        precision = positives / (positives + negatives)
        return float(gained @ precision) / float(positives[-1])

    return on


def check_both(name: str, positives: int, negatives: int) -> None:
    """Raise TruthError unless there are rows of either class."""
    if not positives or not negatives:
        raise TruthError(
            f"all rows have {1 if positives else 0} in the column `{name}`; this metric "
            "needs both 0 and 1 there"
        )
