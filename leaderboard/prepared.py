"""The prepared form of a solution: arrays on the disk, mapped into memory.

It is made once for each version of a solution and never changed, so that scoring never
parses the solution again and the worker's processes share its pages.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard.columns import (
    Column,
    IntegerColumn,
    LabelColumn,
    NumberColumn,
    TextColumn,
)
from leaderboard.ids import Ids, IntegerIds, TextIds

Array = npt.NDArray[Any]

FORMAT = 1
META = "meta.json"
PUBLIC, PRIVATE, IGNORED = 0, 1, 2


_READERS: Mapping[str, Callable[[str], Column]] = {
    "integer": IntegerColumn,
    "number": NumberColumn,
    "text": TextColumn,
}


@dataclass(frozen=True)
class Target:
    """A target column: its name, how it is read, and its true values."""

    name: str
    kind: str
    classes: tuple[str, ...]
    truth: Array

    def column(self) -> Column:
        """Return a reader for this column of one submission."""
        if self.kind == "label":
            return LabelColumn(self.name, self.classes)
        return _READERS[self.kind](self.name)


@dataclass(frozen=True)
class Prepared:
    """A solution ready to score against; ``usage`` and ``weights`` may be None.

    ``usage`` holds PUBLIC, PRIVATE or IGNORED for each row.
    """

    ids: Ids
    targets: tuple[Target, ...]
    usage: Array | None
    weights: Array | None

    def columns(self) -> list[Column]:
        """Return readers for the target columns of one submission."""
        return [target.column() for target in self.targets]

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


def load(folder: Path) -> Prepared:
    """Return the prepared solution in *folder*.

    Raises OSError when it is not there, ValueError when it is of another format.
    """
    meta = json.loads((folder / META).read_text())
    if meta["format"] != FORMAT:
        raise ValueError(f"{folder}: format {meta['format']}, expected {FORMAT}")
    return Prepared(
        ids=_load_ids(folder, meta["ids"]),
        targets=tuple(
            Target(
                name=target["name"],
                kind=target["kind"],
                classes=tuple(target["classes"]),
                truth=_load_truth(folder, index, target["kind"]),
            )
            for index, target in enumerate(meta["targets"])
        ),
        usage=_array(folder, "usage") if meta["has_usage"] else None,
        weights=_array(folder, "weights") if meta["has_weights"] else None,
    )


def _array(folder: Path, name: str) -> Array:
    array: Array = np.load(folder / f"{name}.npy", mmap_mode="r")
    return array


def _load_ids(folder: Path, meta: dict[str, Any]) -> Ids:
    values = _array(folder, "ids")
    if meta["kind"] == "integer":
        return IntegerIds(values, meta["written_bytes"])
    return TextIds(
        values,
        _array(folder, "ids_order"),
        _array(folder, "ids_hashes") if meta["has_hashes"] else None,
        integers=meta["integers"],
        written_bytes=meta["written_bytes"],
    )


def _load_truth(folder: Path, index: int, kind: str) -> Array:
    if kind != "text":
        return _array(folder, f"target_{index}")
    data = np.load(folder / f"target_{index}.npy").tobytes()
    ends = _array(folder, f"target_{index}_ends").tolist()
    texts = np.empty(len(ends), object)
    texts[:] = [
        data[start:end].decode()
        for start, end in zip([0, *ends[:-1]], ends, strict=True)
    ]
    return texts
