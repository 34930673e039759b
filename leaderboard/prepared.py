"""The prepared form of a solution: arrays on the disk, mapped into memory.

It is made once for each version of a solution and never changed, so that scoring never
parses the solution again and the worker's processes share its pages.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from leaderboard.columns import (
    Column,
    IntegerColumn,
    LabelColumn,
    NumberColumn,
    TextColumn,
)
from leaderboard.guesses import GuessesColumn, IntegerGuessesColumn
from leaderboard.ids import Ids, IntegerIds, TextIds
from leaderboard.metrics.reads import RANGES
from leaderboard.truth import (
    FORMAT,
    IGNORED,
    META,
    PRIVATE,
    PUBLIC,
    TrueColumn,
    Truth,
    load_truth,
    mapped,
    meta_of,
)

__all__ = [
    "FORMAT",
    "IGNORED",
    "META",
    "PRIVATE",
    "PUBLIC",
    "Prepared",
    "Target",
    "load",
]

_READERS: Mapping[str, Callable[[str], Column]] = {
    "integer": IntegerColumn,
    "text": TextColumn,
    "guesses": GuessesColumn,
    "integer_guesses": IntegerGuessesColumn,
    **{kind: partial(NumberColumn, allowed=one) for kind, one in RANGES.items()},
}


@dataclass(frozen=True)
class Target(TrueColumn):
    """A target column that can be read from submissions."""

    def column(self) -> Column:
        """Return a reader for this column of one submission."""
        if self.kind == "label":
            return LabelColumn(self.name, self.classes)
        return _READERS[self.kind](self.name)


@dataclass(frozen=True)
class Prepared(Truth):
    """A solution ready to score against."""

    ids: Ids
    targets: tuple[Target, ...]

    def columns(self) -> list[Column]:
        """Return readers for the target columns of one submission."""
        return [target.column() for target in self.targets]


def load(folder: Path) -> Prepared:
    """Return the prepared solution in *folder*.

    Raises OSError when it is not there, ValueError when it is of another format.
    """
    truth = load_truth(folder)
    return Prepared(
        ids=_load_ids(folder, meta_of(folder)["ids"]),
        targets=tuple(
            Target(target.name, target.kind, target.classes, target.truth)
            for target in truth.targets
        ),
        usage=truth.usage,
        weights=truth.weights,
    )


def _load_ids(folder: Path, meta: dict[str, Any]) -> Ids:
    values = mapped(folder, "ids")
    if meta["kind"] == "integer":
        return IntegerIds(values, meta["written_bytes"])
    return TextIds(values, mapped(folder, "ids_order"), integers=meta["integers"])
