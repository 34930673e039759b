"""Lays a solution out on the disk in its prepared form (see leaderboard.prepared)."""

import json
import os
import shutil
import uuid
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard.ids import hash_texts
from leaderboard.metrics.registry import Reads
from leaderboard.prepared import FORMAT, META
from leaderboard.solutionfile import SolutionRows
from leaderboard.values import fits_int64, is_integer

Array = npt.NDArray[Any]


def write_prepared(
    *, rows: SolutionRows, reads: Reads, source: Path, folder: Path
) -> None:
    """Write *rows* and a copy of *source* to the new *folder*, whole or not at all.

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
                {"name": name, **_write_target(draft, index, texts, reads)}
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
            _sync(path)
        draft.rename(folder)
        _sync(folder.parent)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _write(folder: Path, name: str, values: Array) -> None:
    np.save(folder / f"{name}.npy", values, allow_pickle=False)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_ids(folder: Path, ids: Array) -> dict[str, Any]:
    texts = ids.tolist()
    integers = all(map(is_integer, texts))
    encoded = [text.encode() for text in texts]
    meta = {"integers": integers, "written_bytes": sum(map(len, encoded))}
    if integers and all(fits_int64(int(text)) for text in texts):
        _write(folder, "ids", np.array(list(map(int, texts)), np.int64))
        return {"kind": "integer", **meta}
    values = np.array(encoded, np.bytes_)
    hashes = hash_texts(texts)
    has_hashes = len(np.unique(hashes)) == len(hashes)
    _write(folder, "ids", values)
    _write(folder, "ids_order", np.argsort(values, kind="stable"))
    if has_hashes:
        _write(folder, "ids_hashes", hashes)
    return {"kind": "text", "has_hashes": has_hashes, **meta}


def _write_target(
    folder: Path, index: int, texts: Array, reads: Reads
) -> dict[str, Any]:
    name = f"target_{index}"
    if reads is Reads.TEXTS:
        encoded = [text.encode() for text in texts.tolist()]
        _write(folder, name, np.frombuffer(b"".join(encoded), np.uint8))
        ends = np.cumsum([len(text) for text in encoded], dtype=np.int64)
        _write(folder, f"{name}_ends", ends)
        return {"kind": "text", "classes": []}
    if reads is Reads.NUMBERS:
        _write(folder, name, texts)
        return {"kind": "number", "classes": []}
    labels = texts.tolist()
    classes = sorted(set(labels))
    if all(is_integer(label) and fits_int64(int(label)) for label in classes):
        _write(folder, name, _smallest(np.array(list(map(int, labels)), np.int64)))
        return {"kind": "integer", "classes": []}
    codes = {label: code for code, label in enumerate(classes)}
    _write(folder, name, _smallest(np.array([codes[label] for label in labels])))
    return {"kind": "label", "classes": classes}


def _smallest(values: Array) -> Array:
    """Return integers in the smallest type that holds them."""
    low, high = int(values.min()), int(values.max())
    for kind in (np.uint8, np.int8, np.uint16, np.int16, np.uint32, np.int32):
        if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max:
            return values.astype(kind)
    return values
