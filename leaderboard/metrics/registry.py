"""The metrics that can be computed: what they read, their range, their function.

Names, titles and directions are in :mod:`leaderboard.metrics.catalogue`, formulas in
words in :mod:`leaderboard.metrics.explanations`.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard.metrics.classification import accuracy
from leaderboard.metrics.text import levenshtein

Array = npt.NDArray[Any]
Columns = Sequence[Array]
# Which rows a score is of: a mask, or None for all of them.
Part = Array | None


class Reads(StrEnum):
    """What the target columns of a metric hold (course-file.md)."""

    LABELS = "labels"
    TEXTS = "texts"
    NUMBERS = "numbers"


@dataclass(frozen=True, kw_only=True)
class Metric:
    """A metric that is the mean of one number for each row.

    ``rows`` gives these numbers from the true and the predicted columns; ``lowest`` and
    ``highest`` bound the score.
    """

    reads: Reads
    lowest: float
    highest: float
    rows: Callable[[Columns, Columns], Array]

    def scores(
        self, *, truth: Columns, predicted: Columns, parts: Sequence[Part]
    ) -> list[float]:
        """Return the score on each of *parts*; the same part is computed once.

        Raises MetricError when a score is not finite or out of the metric's range.
        """
        rows = self.rows(truth, predicted)
        found: dict[int, float] = {}
        for part in parts:
            if id(part) not in found:
                found[id(part)] = self._checked(_mean(rows, part))
        return [found[id(part)] for part in parts]

    def _checked(self, score: float) -> float:
        if not math.isfinite(score) or not self.lowest <= score <= self.highest:
            raise MetricError(score)
        return score


class MetricError(ArithmeticError):
    """A metric gave no valid score for a valid file."""

    def __init__(self, score: float) -> None:
        self.score = score
        super().__init__(f"the metric gave {score!r}")


def _mean(rows: Array, part: Part) -> float:
    if rows.dtype == bool:
        if part is None:
            return int(np.count_nonzero(rows)) / len(rows)
        return int(np.count_nonzero(rows & part)) / int(np.count_nonzero(part))
    chosen = rows if part is None else rows[part]
    return float(chosen.sum()) / len(chosen)


METRICS: Mapping[str, Metric] = MappingProxyType(
    {
        "accuracy": Metric(reads=Reads.LABELS, lowest=0.0, highest=1.0, rows=accuracy),
        "levenshtein": Metric(
            reads=Reads.TEXTS, lowest=0.0, highest=math.inf, rows=levenshtein
        ),
    }
)
