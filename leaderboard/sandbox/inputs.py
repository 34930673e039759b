"""What a staff-written metric is asked: true and predicted columns, weights, parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard.packing import pack_texts, unpack_texts

Array = npt.NDArray[Any]
Columns = dict[str, Array]


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """The arrays of one measurement, a target column each, rows in the same order.

    ``classes`` holds for each column the texts of its labels where the arrays hold their
    numbers, else None. ``parts`` are masks of rows, None for all of them.
    """

    names: Sequence[str]
    classes: Sequence[Sequence[str] | None]
    truth: Sequence[Array]
    predicted: Sequence[Array]
    weights: Array | None
    parts: Sequence[Array | None]

    def facts(self) -> Mapping[str, Any]:
        """Return all that is no array."""
        return {
            "names": list(self.names),
            "classes": [known and list(known) for known in self.classes],
            "parts": [part is not None for part in self.parts],
            "weights": self.weights is not None,
        }

    def arrays(self) -> Mapping[str, Array]:
        """Return the arrays, texts packed."""
        found: dict[str, Array] = {}
        for side, columns in (("truth", self.truth), ("predicted", self.predicted)):
            for index, column in enumerate(columns):
                if column.dtype == object:
                    content, ends = pack_texts(column.tolist())
                    found[f"{side} {index} ends"] = ends
                    found[f"{side} {index}"] = content
                else:
                    found[f"{side} {index}"] = column
        for index, part in enumerate(self.parts):
            if part is not None:
                found[f"part {index}"] = part
        if self.weights is not None:
            found["weights"] = self.weights
        return found


def unpacked(facts: Mapping[str, Any], arrays: Mapping[str, Array]) -> Inputs:
    """Return the inputs that *facts* and *arrays* are of, labels as texts."""
    classes = facts["classes"]
    return Inputs(
        names=facts["names"],
        classes=[None] * len(classes),
        truth=_columns("truth", classes, arrays),
        predicted=_columns("predicted", classes, arrays),
        weights=arrays["weights"] if facts["weights"] else None,
        parts=[
            arrays[f"part {index}"] if is_masked else None
            for index, is_masked in enumerate(facts["parts"])
        ],
    )


def _columns(
    side: str, classes: Sequence[Sequence[str] | None], arrays: Mapping[str, Array]
) -> list[Array]:
    columns = []
    for index, known in enumerate(classes):
        column = arrays[f"{side} {index}"]
        ends = arrays.get(f"{side} {index} ends")
        if ends is not None:
            column = unpack_texts(column, ends)
        elif known is not None:
            column = np.array(known, object)[column]
        elif column.dtype.kind in "iu":
            # Kept in a smaller type, in which sums and differences would overflow.
            column = column.astype(np.int64)
        columns.append(column)
    return columns
