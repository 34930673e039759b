"""Makes a sample submission: every id with one and the same answer.

It shows the form and nothing of the truth: the answer is a fixed one (for text labels
the first class in the alphabet), the ids are sorted, so that neither the order of the
solution nor its split shows. Where equal answers have no score, the rows are counted.
"""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

_ROWS_AT_ONCE = 20_000
_ANSWERS = {
    "integer": "0",
    "integer_guesses": "0",
    "number": "0",
    "above_minus_one": "0",
    "text": "a",
}
_COUNTED = "varied"


def sample_submission(
    *, folder: Path, id_column: str, target_columns: Sequence[str]
) -> Iterator[bytes]:
    """Yield a CSV in pieces, made from the prepared solution in *folder*.

    Raises OSError, before anything is made, where there is no prepared solution.
    """
    meta = json.loads((folder / "meta.json").read_text())
    ids = np.sort(np.load(folder / "ids.npy", mmap_mode="r"))
    answers = {
        target["name"]: _answer(target, columns=len(target_columns))
        for target in meta["targets"]
    }
    row = [answers[name] for name in target_columns]
    return _pieces(ids, [id_column, *target_columns], row)


def _answer(target: dict[str, Any], *, columns: int) -> str | None:
    """Return what stands in each row, None for the row's number."""
    kind = target["kind"]
    if kind == _COUNTED:
        return None
    if kind == "probability":
        return f"{1 / max(2, columns):.6g}"
    if kind in {"label", "guesses"}:
        return str(min(target["classes"]))
    return _ANSWERS[kind]


def _pieces(
    ids: np.typing.NDArray[Any], header: Sequence[str], answers: Sequence[str | None]
) -> Iterator[bytes]:
    piece = io.StringIO()
    writer = csv.writer(piece, lineterminator="\n")
    writer.writerow(header)
    for start in range(0, len(ids), _ROWS_AT_ONCE):
        for number, value in enumerate(
            ids[start : start + _ROWS_AT_ONCE].tolist(), start
        ):
            name = value.decode() if isinstance(value, bytes) else value
            writer.writerow(
                [name, *(number if one is None else one for one in answers)]
            )
        yield piece.getvalue().encode()
        piece.seek(0)
        piece.truncate()
