"""Turns answers into small codes, and chooses which answers are looked at.

An item is one row of one target column.
"""

import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

# A right answer; also a label that the solution lacks, which tells nothing.
RIGHT = 0
# Labels beyond so many share codes: then two different ones are rarely taken for one.
MOST_CODES = 4_096
_DTYPE = np.uint16


@dataclass(frozen=True, kw_only=True)
class Labels:
    """The true answers of some items, and how wrong ones are told apart.

    ``classes`` are the labels that occur in the solution, sorted; None of texts, which
    are told apart by a hash. ``truth`` is of the items alone.
    """

    truth: Array
    classes: Array | None

    @cached_property
    def _true_classes(self) -> tuple[Array, Array]:
        """Return each item's true class as a number, and how many items each has."""
        _, at = np.unique(self.truth, return_inverse=True)
        return at, np.bincount(at)

    @property
    def codes(self) -> int:
        """How many codes there are, the one for a right answer included."""
        if self.classes is None:
            return MOST_CODES
        return min(len(self.classes) + 1, MOST_CODES)

    def code(self, answers: Array) -> Array:
        """Return a code for each answer: RIGHT, or one for the label."""
        if self.classes is None:
            found = np.fromiter(
                (zlib.crc32(str(text).encode()) for text in answers),
                np.int64,
                len(answers),
            )
            known: Array | bool = True
        else:
            found = np.searchsorted(self.classes, answers)
            found[found == len(self.classes)] = 0
            known = self.classes[found] == answers
        codes = found % (self.codes - 1) + 1
        return np.where(
            (answers == self.truth) | ~np.asarray(known), RIGHT, codes
        ).astype(_DTYPE)

    def skill(self, answers: Array) -> float:
        """Return how much better than a constant the answers are, 1 for all right.

        Of labels the mean recall of the classes, 0 for a constant or a guess; of texts
        the share of those that are not the most frequent.
        """
        if self.classes is None:
            _, counts = np.unique(answers.astype(str), return_counts=True)
            return float(1 - counts.max() / len(answers))
        at, of = self._true_classes
        recall = float(np.mean(np.bincount(at, answers == self.truth) / of))
        if len(of) == 1:
            return recall
        return (recall - 1 / len(of)) / (1 - 1 / len(of))


def choose_erring(*, wrong: Array, most: int, random: np.random.Generator) -> Array:
    """Return up to *most* items at which anybody errs, in random order.

    *wrong* has a row for each student and a column for each item.
    """
    return random.permutation(np.flatnonzero(wrong.any(axis=0)))[:most]


def choose_differing(*, values: Array, most: int, random: np.random.Generator) -> Array:
    """Return up to *most* items at which the numbers differ, in random order."""
    return random.permutation(np.flatnonzero(np.ptp(values, axis=0) > 0))[:most]
