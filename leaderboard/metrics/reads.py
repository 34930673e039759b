"""What the target columns of a metric's files hold."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


class Reads(StrEnum):
    """How the text of a target column is understood (course-file.md).

    INTEGERS are labels that have to be integers; GUESSES are labels with spaces
    between, the best first.
    """

    LABELS = "labels"
    INTEGERS = "integers"
    TEXTS = "texts"
    NUMBERS = "numbers"
    GUESSES = "guesses"


@dataclass(frozen=True, kw_only=True)
class Range:
    """Which numbers a column may hold; ``words`` is what a message expects.

    ``kind`` is the stable word kept with a prepared solution. A number must be at least
    ``least`` (greater, if ``is_open``), at most ``most``, and whole if ``whole``.
    """

    kind: str
    words: str
    least: float = -math.inf
    most: float = math.inf
    is_open: bool = False
    whole: bool = False

    def outside(self, values: Array | float) -> Any:
        """Tell of one or of each of *values* (finite) whether it is none of these."""
        low = values <= self.least if self.is_open else values < self.least
        outside = low | (values > self.most)
        return outside | (values != np.trunc(values)) if self.whole else outside


ANY_NUMBER = Range(kind="number", words="a finite number")
BINARY = Range(kind="binary", words="`0` or `1`", least=0, most=1, whole=True)
PROBABILITY = Range(
    kind="probability", words="a probability from 0 to 1", least=0, most=1
)
NOT_NEGATIVE = Range(kind="not_negative", words="a number of 0 or more", least=0)
ABOVE_MINUS_ONE = Range(
    kind="above_minus_one", words="a number above -1", least=-1, is_open=True
)
# Any number, but not the same in all rows: a correlation needs differences.
VARIED = Range(kind="varied", words="a finite number")

RANGES: Mapping[str, Range] = MappingProxyType(
    {
        one.kind: one
        for one in (
            ANY_NUMBER,
            BINARY,
            PROBABILITY,
            NOT_NEGATIVE,
            ABOVE_MINUS_ONE,
            VARIED,
        )
    }
)
