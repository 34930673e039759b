"""The file that keeps a submission's predictions: columns of numbers, ready to map.

A fixed beginning (magic, length and CRC of the head), the head as JSON, then the columns
as they lie in memory, each on a boundary of 64 bytes and with a CRC of its own. Texts are
their UTF-8 bytes and where each ends. Nothing that is damaged passes for a prediction.
"""

import json
import mmap
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard.packing import pack_texts, smallest, unpack_texts

Array = npt.NDArray[Any]

_BEGINNING = struct.Struct("<16sII")
_MAGIC = b"courseops aside\1"
_BOUNDARY = 64


class DamagedError(ValueError):
    """A file is not what was written."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What a file keeps: columns, their labels, and what ties them to their origin.

    ``layout`` names the order of the rows and ``source`` the file they were read from.
    Integers come in the smallest type that holds them.
    """

    layout: str
    source: str
    values: Sequence[Array]
    labels: Sequence[tuple[str, ...]]


def write(path: Path, kept: Kept) -> int:
    """Write the new file *path* and return its size in bytes. Raises OSError."""
    blocks = [block for column in kept.values for block in _blocks(column)]
    head = json.dumps(
        {
            "layout": kept.layout,
            "source": kept.source,
            "labels": kept.labels,
            "are_texts": [column.dtype == object for column in kept.values],
            "blocks": [
                {
                    "dtype": block.dtype.str,
                    "rows": len(block),
                    "crc": zlib.crc32(block.data),
                }
                for block in blocks
            ],
        }
    ).encode()
    with path.open("xb") as file:
        file.write(_BEGINNING.pack(_MAGIC, len(head), zlib.crc32(head)))
        file.write(head)
        for block in blocks:
            file.write(bytes(-file.tell() % _BOUNDARY))
            file.write(block.data)
        return file.tell()


def _blocks(column: Array) -> list[Array]:
    """Return a column as the arrays that stand for it in the file."""
    if column.dtype == object:
        return [*pack_texts(column)]
    is_integer = np.issubdtype(column.dtype, np.integer)
    return [np.ascontiguousarray(smallest(column) if is_integer else column)]


def read(path: Path) -> Kept:
    """Return what *path* keeps, mapped into memory.

    Raises DamagedError when anything in it is not as it was written, OSError when it
    cannot be read.
    """
    with path.open("rb") as file:
        beginning = file.read(_BEGINNING.size)
        if len(beginning) != _BEGINNING.size:
            raise DamagedError(f"{path}: too short")
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    magic, length, crc = _BEGINNING.unpack(beginning)
    head = data[_BEGINNING.size : _BEGINNING.size + length]
    if magic != _MAGIC or len(head) != length or zlib.crc32(head) != crc:
        raise DamagedError(f"{path}: no head")
    return _read_columns(path, data, json.loads(head), _BEGINNING.size + length)


def _read_columns(path: Path, data: mmap.mmap, head: Any, end: int) -> Kept:
    blocks = []
    for block in head["blocks"]:
        dtype, start = np.dtype(block["dtype"]), end + -end % _BOUNDARY
        end = start + dtype.itemsize * block["rows"]
        if end > len(data):
            raise DamagedError(f"{path}: ends too early")
        blocks.append(np.frombuffer(data, dtype, block["rows"], start))
        if zlib.crc32(blocks[-1].data) != block["crc"]:
            raise DamagedError(f"{path}: other bytes than were written")
    if end != len(data):
        raise DamagedError(f"{path}: ends too late")
    at = iter(blocks)
    return Kept(
        layout=head["layout"],
        source=head["source"],
        values=[
            unpack_texts(next(at), next(at)) if are_texts else next(at)
            for are_texts in head["are_texts"]
        ],
        labels=[tuple(labels) for labels in head["labels"]],
    )
