"""The classes of a solution's rows, and how many of each a part of the rows gets."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard.metrics.reads import Reads

Array = npt.NDArray[Any]
_ZERO_OR_ONE = (0.0, 1.0)


def classes_of(targets: Sequence[Array], *, reads: Reads) -> Array | None:
    """Return the class of each row as a number; None where the columns hold no classes.

    A class is what the target columns hold together: labels, or numbers that are all 0
    or 1. Classes count from 0 in the order of what they hold, texts by code point.
    """
    if reads is Reads.TEXTS:
        return None
    if reads is Reads.NUMBERS and not all(
        np.isin(column, _ZERO_OR_ONE).all() for column in targets
    ):
        return None
    held = list(zip(*(column.tolist() for column in targets), strict=True))
    number = {one: place for place, one in enumerate(sorted(set(held)))}
    return np.array([number[one] for one in held], np.int64)


def shares(sizes: Sequence[int], *, part: int) -> list[int]:
    """Return how many of *part* rows each class gets, by the largest remainders.

    Each gets the whole number below ``part × size / all``; what is left goes, one row
    each, to the largest fractions, of equal ones to the first class. Worked out in whole
    numbers, so that the sum is *part* and never one off.
    """
    rows = sum(sizes)
    given = [part * size // rows for size in sizes]
    rest = [part * size % rows for size in sizes]
    by_rest = sorted(range(len(sizes)), key=lambda one: (-rest[one], one))
    for one in by_rest[: part - sum(given)]:
        given[one] += 1
    return given


def first_of_each(classes: Array, *, wanted: Sequence[int]) -> Array:
    """Return a mask of the first ``wanted[c]`` rows of each class c, in the order given."""
    by_class = np.argsort(classes, kind="stable")
    ordered = classes[by_class]
    before = np.searchsorted(ordered, ordered)
    mask = np.zeros(len(classes), np.bool_)
    within = np.arange(len(classes)) - before
    mask[by_class] = within < np.array(wanted, np.int64)[ordered]
    return mask
