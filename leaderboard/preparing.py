"""Lays a solution out on the disk in its prepared form (see leaderboard.prepared)."""

import json
import shutil
import uuid
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from courseops.durable import sync
from leaderboard.guesses import classes_of
from leaderboard.integers import as_integers
from leaderboard.metrics.reads import ANY_NUMBER, Range, Reads
from leaderboard.packing import pack_texts, smallest
from leaderboard.prepared import FORMAT, META
from leaderboard.solutionfile import SolutionRows
from leaderboard.values import fits_int64, is_integer
from leaderboard.written import written_integers

Array = npt.NDArray[Any]


def write_prepared(
    *,
    rows: SolutionRows,
    reads: Reads,
    source: Path,
    folder: Path,
    predicted: Range = ANY_NUMBER,
) -> None:
    """Write *rows* and a copy of *source* to the new *folder*, whole or not at all.

    *predicted* is which numbers a submission may hold where the metric reads numbers.
    When this returns, all of it survives a power cut. Raises OSError.
    """
    draft = folder.with_name(f".{folder.name}-{uuid.uuid4().hex}")
    draft.mkdir(parents=True)
    try:
        shutil.copyfile(source, draft / f"solution{''.join(source.suffixes[-2:])}")
        meta = {
            "format": FORMAT,
            "rows": len(rows.ids),
            "ids": _write_ids(draft, rows.ids),
            "targets": [
                {"name": name, **_write_target(draft, index, texts, reads, predicted)}
                for index, (name, texts) in enumerate(rows.targets.items())
            ],
            "has_usage": rows.usage is not None,
            "has_weights": rows.weights is not None,
        }
        if rows.usage is not None:
            _write(draft, "usage", rows.usage)
        if rows.weights is not None:
            _write(draft, "weights", rows.weights)
        (draft / META).write_text(json.dumps(meta))
        for path in (*draft.iterdir(), draft):
            sync(path)
        draft.rename(folder)
        sync(folder.parent)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _write(folder: Path, name: str, values: Array) -> None:
    np.save(folder / f"{name}.npy", values, allow_pickle=False)


def _write_ids(folder: Path, ids: Array) -> dict[str, Any]:
    texts = ids.tolist()
    integers = as_integers(texts)
    if integers is not None:
        _write(folder, "ids", integers)
        return {"kind": "integer", "written_bytes": written_integers(integers).size}
    values = np.array([text.encode() for text in texts], np.bytes_)
    _write(folder, "ids", values)
    _write(folder, "ids_order", np.argsort(values, kind="stable"))
    return {"kind": "text", "integers": all(map(is_integer, texts))}


def _write_target(
    folder: Path, index: int, texts: Array, reads: Reads, predicted: Range
) -> dict[str, Any]:
    name = f"target_{index}"
    if reads in (Reads.TEXTS, Reads.GUESSES):
        data, ends = pack_texts(texts.tolist())
        _write(folder, name, data)
        _write(folder, f"{name}_ends", ends)
        if reads is Reads.TEXTS:
            return {"kind": "text", "classes": []}
        classes = classes_of(texts.tolist())
        integers = all(map(is_integer, classes))
        return {"kind": f"{'integer_' if integers else ''}guesses", "classes": classes}
    if reads is Reads.NUMBERS:
        _write(folder, name, texts)
        return {"kind": predicted.kind, "classes": []}
    labels = texts.tolist()
    classes = sorted(set(labels))
    if all(is_integer(label) and fits_int64(int(label)) for label in classes):
        _write(folder, name, smallest(np.array(list(map(int, labels)), np.int64)))
        return {"kind": "integer", "classes": []}
    codes = {label: code for code, label in enumerate(classes)}
    _write(folder, name, smallest(np.array([codes[label] for label in labels])))
    return {"kind": "label", "classes": classes}
