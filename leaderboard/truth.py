"""What a solution's prepared form says of the truth, without what reads submissions.

Loads no pandas: the web process may come here.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard.packing import unpack_texts

Array = npt.NDArray[Any]

FORMAT = 1
META = "meta.json"
PUBLIC, PRIVATE, IGNORED = 0, 1, 2
_TEXTS = ("text", "guesses", "integer_guesses")


@dataclass(frozen=True)
class TrueColumn:
    """A target column: its name, what it holds, and its true values.

    Text labels are numbers, the places of their texts in ``classes``.
    """

    name: str
    kind: str
    classes: tuple[str, ...]
    truth: Array


@dataclass(frozen=True)
class Truth:
    """The true values and which rows make which score; the last two may be None.

    ``usage`` holds PUBLIC, PRIVATE or IGNORED for each row.
    """

    targets: tuple[TrueColumn, ...]
    usage: Array | None
    weights: Array | None

    @property
    def truth(self) -> list[Array]:
        """The true values, a column after the other."""
        return [target.truth for target in self.targets]

    @property
    def has_split(self) -> bool:
        """Whether the public score and the private score are of different rows."""
        return self.usage is not None and bool((self.usage == PRIVATE).any())

    def parts(self) -> tuple[Array | None, Array | None, Array | None]:
        """Return which rows the public, the private and the whole score are of.

        None is all of them. Without a split the three are the same.
        """
        if self.usage is None:
            return None, None, None
        scored = self.usage != IGNORED
        whole = None if scored.all() else scored
        if not self.has_split:
            return whole, whole, whole
        return self.usage == PUBLIC, self.usage == PRIVATE, whole


def meta_of(folder: Path) -> dict[str, Any]:
    """Return what the prepared solution in *folder* says of its arrays.

    Raises OSError when it is not there, ValueError when it is of another format.
    """
    meta: dict[str, Any] = json.loads((folder / META).read_text())
    if meta["format"] != FORMAT:
        raise ValueError(f"{folder}: format {meta['format']}, expected {FORMAT}")
    return meta


def load_truth(folder: Path) -> Truth:
    """Return the truth of the prepared solution in *folder*; raises as :func:`meta_of`."""
    meta = meta_of(folder)
    return Truth(
        targets=tuple(
            TrueColumn(
                name=target["name"],
                kind=target["kind"],
                classes=tuple(target["classes"]),
                truth=_load_column(folder, index, target["kind"]),
            )
            for index, target in enumerate(meta["targets"])
        ),
        usage=mapped(folder, "usage") if meta["has_usage"] else None,
        weights=mapped(folder, "weights") if meta["has_weights"] else None,
    )


def mapped(folder: Path, name: str) -> Array:
    """Return an array of the prepared solution in *folder*, mapped from the disk."""
    array: Array = np.load(folder / f"{name}.npy", mmap_mode="r")
    return array


def _load_column(folder: Path, index: int, kind: str) -> Array:
    if kind not in _TEXTS:
        return mapped(folder, f"target_{index}")
    data = np.load(folder / f"target_{index}.npy")
    return unpack_texts(data, mapped(folder, f"target_{index}_ends"))
