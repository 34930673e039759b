"""What a submission predicts, as scoring and comparing take it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

Array = npt.NDArray[Any]


@dataclass(frozen=True, kw_only=True)
class Predictions:
    """A submission's target columns in the solution's order; they cannot be changed.

    ``labels`` tells for each column of text labels the text of each number in it: the
    solution's classes, then those that the solution lacks. It is empty for the others.
    """

    values: Sequence[Array]
    labels: Sequence[tuple[str, ...]]

    def __post_init__(self) -> None:
        for column in self.values:
            column.flags.writeable = False


@dataclass(frozen=True, kw_only=True)
class Fresh:
    """Predictions just read from a submission's file, and the layout they are in."""

    layout: str
    predictions: Predictions
