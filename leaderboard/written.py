"""What values take in a file where each is written in its one canonical way."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

# With these a number that is whole can be written in other ways than with its digits.
MARKS = b".eE"
SPACES = b" \t"
QUOTE = b'"'


@dataclass(frozen=True)
class Written:
    """The bytes that values take, and how many of these are of some kinds.

    Numbers that have no one canonical writing count for nothing.
    """

    size: int = 0
    spaces: int = 0
    marks: int = 0
    quotes: int = 0

    def __add__(self, other: "Written") -> "Written":
        return Written(
            self.size + other.size,
            self.spaces + other.spaces,
            self.marks + other.marks,
            self.quotes + other.quotes,
        )


def written_integers(values: Array) -> Written:
    """Return what integers take: their digits, and a minus sign."""
    return Written(_digits(values))


def written_text(text: bytes) -> Written:
    """Return what a text takes, or many one after the other."""
    return Written(
        len(text),
        sum(text.count(space) for space in SPACES),
        sum(text.count(mark) for mark in MARKS),
        text.count(QUOTE),
    )


def written_labels(labels: list[str], codes: Array) -> Written:
    """Return what texts take of which each of *codes* is one's place in *labels*."""
    times = np.bincount(codes, minlength=len(labels)).tolist()
    total = Written()
    for label, often in zip(labels, times, strict=True):
        if often:
            one = written_text(label.encode())
            total += Written(
                one.size * often,
                one.spaces * often,
                one.marks * often,
                one.quotes * often,
            )
    return total


def _digits(values: Array) -> int:
    if not len(values):
        return 0
    low, high = int(values.min()), int(values.max())
    total = len(values)
    if low < 0:
        negative = values[values < 0]
        total += len(negative)
        total += _longer_than_one_digit(-(negative + 1), -(low + 1), start=9)
        values = values[values >= 0]
    return total + _longer_than_one_digit(values, high, start=10)


def _longer_than_one_digit(values: Array, high: int, *, start: int) -> int:
    """Count the digits after each value's first.

    A negative value comes as -(v + 1), which cannot overflow: -10 as 9, so that its
    steps are 9, 99, … where those of the others are 10, 100, …
    """
    total, step = 0, 10
    while step - (10 - start) <= high:
        total += int(np.count_nonzero(values >= step - (10 - start)))
        step *= 10
    return total
