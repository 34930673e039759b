"""How often each label stands on either side, and on both: what most metrics of labels need."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard.metrics.aligned import Part, taken

Array = npt.NDArray[Any]

# Labels are their own numbers if their span is no more than this many times the rows;
# else they are numbered by sorting first.
_SPAN_PER_ROW = 2
# Up to this span pairs of labels are counted in one table, which is faster.
_TABLE_SPAN = 256
# NumPy widens what it counts: in blocks of so many rows that stays in the cache.
_BLOCK = 1 << 16


@dataclass(frozen=True)
class Counts:
    """For each label that occurs, in order: rows truly of it, predicted as it, and both."""

    true: Array
    predicted: Array
    right: Array

    @property
    def rows(self) -> int:
        return int(self.true.sum())


class Numbered:
    """True and predicted labels as numbers from 0, in the order of the labels."""

    def __init__(self, truth: Array, predicted: Array) -> None:
        low = min(0, int(truth.min()), int(predicted.min()))
        span = max(int(truth.max()), int(predicted.max())) - low + 1
        if span > max(_TABLE_SPAN, _SPAN_PER_ROW * len(truth)):
            labels, numbers = np.unique(
                np.concatenate([truth.astype(np.int64), predicted]), return_inverse=True
            )
            self.truth, self.predicted = np.split(numbers, 2)
            self.span = len(labels)
        else:
            self.truth = truth.astype(np.int64) - low if low else truth
            self.predicted = predicted.astype(np.int64) - low if low else predicted
            self.span = span

    @cached_property
    def _pairs(self) -> Array:
        """Each row's place in the table of pairs; narrow, for what is read is slow."""
        pairs = self.truth.astype(np.uint16)
        pairs *= np.uint16(self.span)
        pairs += self.predicted.astype(np.uint16)
        return pairs

    def on(self, part: Part) -> tuple[Array, Array, Array]:
        """Return the rows of each number: truly, as predicted, and rightly."""
        if self.span <= _TABLE_SPAN:
            pairs = _counted(taken(self._pairs, part), self.span**2)
            table = pairs.reshape(self.span, self.span)
            return table.sum(axis=1), table.sum(axis=0), table.diagonal()
        truth, predicted = taken(self.truth, part), taken(self.predicted, part)
        return (
            np.bincount(truth, minlength=self.span),
            np.bincount(predicted, minlength=self.span),
            np.bincount(truth[truth == predicted], minlength=self.span),
        )

    def counts(self, part: Part) -> Counts:
        """Return the counts of the labels that a part's rows hold on either side."""
        true, predicted, right = self.on(part)
        present = (true + predicted) > 0
        return Counts(true[present], predicted[present], right[present])


def _counted(places: Array, length: int) -> Array:
    """Return how often each place from 0 up to *length* occurs."""
    counts = np.zeros(length, np.int64)
    for begin in range(0, len(places), _BLOCK):
        counts += np.bincount(places[begin : begin + _BLOCK], minlength=length)
    return counts
