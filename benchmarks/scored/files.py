"""Solutions and submissions as large as competitions get, made by a seed."""

import csv
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd  # noqa: TID253 - this is no web process

Array = npt.NDArray[Any]

ROWS = 2_000_000
_NAMES = np.array(["SIL", "AA", "AE", "AH", "IY", "K", "N", "S", "T", "NG"], object)


class Files:
    """Files in a folder, each written when it is first asked for."""

    def __init__(self, folder: Path, rows: int) -> None:
        self._folder = folder
        self.rows = rows
        random = np.random.default_rng(11785)
        self.truth = random.integers(0, 10, rows)
        self._guess = random.integers(0, 10, rows)
        self.found = np.where(random.random(rows) < 0.7, self.truth, self._guess)
        self.order = random.permutation(rows)
        self.usage = np.where(random.random(rows) < 0.3, "Public", "Private")
        self.scores = random.random(rows)

    def ids(self, kind: str) -> Array:
        """Return integer ids from 0 on, or texts, in the solution's order."""
        numbers = np.arange(self.rows)
        if kind == "integer":
            return numbers
        return np.array([f"utt-{number:08d}" for number in numbers], object)

    def solution(self, *, ids: str = "integer", target: str = "labels") -> Path:
        """Return a solution of integer labels, label names or numbers."""
        truth = {
            "labels": self.truth,
            "names": _NAMES[self.truth],
            "numbers": self.scores,
        }[target]
        columns = {"id": self.ids(ids), "label": truth, "Usage": self.usage}
        return self._written(f"solution-{ids}-{target}.csv", columns)

    def submission(
        self,
        *,
        ids: str = "integer",
        target: str = "labels",
        shuffled: bool = False,
        **style: Any,
    ) -> Path:
        """Return a submission; *style* is how pandas is to write it."""
        found = {
            "labels": self.found,
            "names": _NAMES[self.found],
            "numbers": self.scores * 0.9,
        }[target]
        order = self.order if shuffled else np.arange(self.rows)
        name = "-".join([ids, target, str(shuffled), *map(repr, style.values())])
        columns = {"id": self.ids(ids)[order], "label": found[order]}
        return self._written(f"{name}.csv", columns, **style)

    def _written(self, name: str, columns: dict[str, Array], **style: Any) -> Path:
        path = self._folder / name
        if not path.exists():
            pd.DataFrame(columns).to_csv(path, index=False, **style)
        return path

    def bad(self, good: Path) -> dict[str, Path]:
        """Return files that are refused, by what is wrong with them."""
        lines = good.read_bytes().splitlines(keepends=True)
        middle = len(lines) // 2
        first = lines[1].split(b",")[0]
        kinds = {
            "an id twice, an empty value": [
                *lines[:middle],
                lines[middle].split(b",")[0] + b",\n",
                *lines[middle + 1 : -1],
                first + b",1\n",
            ],
            "a text for a label": [
                *lines[:middle],
                lines[middle].split(b",")[0] + b",cat\n",
                *lines[middle + 1 :],
            ],
            "a row short": lines[:-1],
            "another header": [b"ID,label\n", *lines[1:]],
        }
        found = {}
        for at, (kind, content) in enumerate(kinds.items()):
            found[kind] = good.with_name(f"bad-{at}-{good.name}")
            found[kind].write_bytes(b"".join(content))
        return found


QUOTED = {"quoting": csv.QUOTE_ALL}
CRLF = {"lineterminator": "\r\n"}
