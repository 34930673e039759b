"""What is accepted at each threshold of a score, from the strictest on."""

from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard.metrics.aligned import Part

Array = npt.NDArray[Any]

# All bits of a double but its sign.
_MAGNITUDE = np.int64((1 << 63) - 1)
_LARGEST_EXPONENT = 1023
_SLOTS = (1 << 16) - 1


class Ranked:
    """Rows to be ranked by their score; ``truth`` is 0 or 1.

    A row is one integer: twice a number that stands for its score, and 1 more for a
    positive. So one sort orders both. It is prepared for all parts by laying the rows
    out in slots of equal width, which NumPy does by radix; merging what is nearly in
    order then takes a third of the time of sorting at once.
    """

    def __init__(self, *, truth: Array, scores: Array) -> None:
        values = _scaled(scores)
        self._order = np.argsort(_slots(values), kind="stable")
        self._rows = (2 * _integers(values) + (truth != 0))[self._order]

    def sorted(self, part: Part) -> Array:
        """Return a part's rows by rising score, of equal ones the negatives first."""
        rows = self._rows if part is None else self._rows[part[self._order]]
        return np.sort(rows, kind="stable")

    def accepted(self, part: Part) -> tuple[Array, Array]:
        """Return how many positives and negatives each different score lets in."""
        rows = self.sorted(part)[::-1]
        scores = rows >> 1
        last = np.append(np.flatnonzero(scores[1:] != scores[:-1]), len(rows) - 1)
        positives = np.cumsum(rows & 1)[last]
        return positives, last + 1 - positives


def _scaled(scores: Array) -> Array:
    """Return doubles below 1 in size that are ordered, and equal, as the scores are."""
    exponent = max(0, int(np.frexp(np.abs(scores).max())[1]))
    if exponent <= _LARGEST_EXPONENT:
        scaled: Array = scores * 2.0**-exponent
        if np.array_equal(scaled * 2.0**exponent, scores):
            # -0.0 becomes 0.0.
            return scaled + 0.0
    # Too far apart to be scaled without loss.
    ranks = np.unique(scores, return_inverse=True)[1]
    return ranks / len(ranks)


def _integers(scaled: Array) -> Array:
    """Return integers of 63 bits in the order of doubles below 1 in size."""
    bits = scaled.view(np.int64)
    # Negative numbers have their magnitude's bits; turned over they rise.
    integers: Array = bits ^ ((bits >> 63) & _MAGNITUDE)
    return integers


def _slots(scaled: Array) -> Array:
    """Return which of the slots between the least and the greatest each value is in."""
    low, high = float(scaled.min()), float(scaled.max())
    width = max(high - low, np.finfo(np.float64).tiny) / _SLOTS
    return ((scaled - low) / width).astype(np.uint16)
