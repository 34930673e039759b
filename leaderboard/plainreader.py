"""Reads files that are plainly canonical at the speed of pandas' parser.

It answers only where nothing is left to judge: the values, written canonically, take
exactly the bytes that the file has. Else it says None, and the row reader decides.
"""

import csv
import io
import mmap
import re
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd  # noqa: TID253 - only the worker and commands come here

from leaderboard.alignment import Block
from leaderboard.columns import Column, NumberColumn
from leaderboard.csvfile import Header
from leaderboard.ids import Ids
from leaderboard.rowreader import Piece

Array = npt.NDArray[Any]

# A worker has one core; other submissions wait for the others.
pd.set_option("mode.max_threads", 1)

# Without these pandas can read nothing but whole numbers as integers.
_DECIMAL_MARKS = (b".", b"e", b"E")
_NUMBER_BYTES = b"0123456789+-.eE,\r\n"
# pandas takes 1e2 and 100.0 for integers too; this finds what is not canonical.
_ODD_INTEGER = rb"(?:[0-9-]*[^0-9,\r\n-]|-?0[0-9]|-0[,\r\n])"
_WINDOW = 1 << 20


class PlainReader:
    """Reads one file, or pieces of it, whose header has been checked."""

    def __init__(
        self,
        *,
        names: Sequence[str],
        id_column: str,
        ids: Ids,
        columns: Sequence[Column],
    ) -> None:
        self._names = list(names)
        self._id_column = id_column
        self._ids = ids
        self._columns = columns
        self._dtypes: Any = {column.name: column.plain_dtype for column in columns}
        self._dtypes[id_column] = ids.plain_dtype
        self._has_numbers = any(isinstance(c, NumberColumn) for c in columns)
        self._has_texts = ids.plain_dtype == "object" or any(
            column.plain_dtype in {"category", "object"} for column in columns
        )

        self._odd_integers = [
            re.compile(rb"\n" + rb"[^,\n]*," * place + _ODD_INTEGER)
            for place, name in enumerate(names)
            if self._dtypes[name] == "int64"
        ]

    def whole_file(self, path: Path, header: Header) -> list[Array] | None:
        """Return the columns of a complete and valid file in the solution's order."""
        size = path.stat().st_size
        if header.line != 1 or header.next_line != 2 or size == header.end:
            return None
        with (
            path.open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data,
        ):
            frame = self._parse(path, header=0)
            if frame is None or not self._is_bare(data, header.end, len(frame)):
                return None
            line_ends = _line_end_bytes(data, header.end, len(frame))
        order = self._ids.order(frame[self._id_column])
        values = self._values(frame)
        if order is None or values is None or line_ends is None:
            return None
        if not self._fits(
            size - header.end - line_ends, len(frame), self._ids.written_bytes, values
        ):
            return None
        return (
            values if isinstance(order, slice) else [_placed(v, order) for v in values]
        )

    def piece(self, piece: Piece) -> Block | None:
        """Return the rows of a piece of a file; ids may be unknown or repeated."""
        data = b"\n" + piece.data
        frame = self._parse(io.BytesIO(piece.data), header=None)
        if frame is None or not self._is_bare(data, 1, len(frame)):
            return None
        line_ends = _line_end_bytes(data, 1, len(frame))
        ids = self._ids.plain(frame[self._id_column])
        values = self._values(frame)
        if ids is None or values is None or line_ends is None:
            return None
        positions, id_bytes = ids
        if not self._fits(len(piece.data) - line_ends, len(frame), id_bytes, values):
            return None
        lines = np.arange(piece.first_line, piece.first_line + len(frame))
        return Block(lines, positions, np.asarray(frame[self._id_column]), values)

    def _parse(
        self, source: Path | io.BytesIO, *, header: int | None
    ) -> pd.DataFrame | None:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                return pd.read_csv(
                    source,
                    header=header,
                    names=self._names,
                    dtype=self._dtypes,
                    index_col=False,
                    na_filter=False,
                    quoting=csv.QUOTE_NONE,
                )
            except (ValueError, OverflowError, Warning):
                return None

    def _values(self, frame: pd.DataFrame) -> list[Array] | None:
        values = []
        for column in self._columns:
            plain = column.plain(frame[column.name].array)
            if plain is None:
                return None
            values.append(plain)
        return values

    def _is_bare(self, data: mmap.mmap | bytes, start: int, rows: int) -> bool:
        """Tell whether the bytes from *start* on leave no other reading than pandas'."""
        if not (self._has_texts or self._has_numbers):
            return all(data.find(mark, start) < 0 for mark in _DECIMAL_MARKS)
        if data.find(b'"', start) >= 0 or data.find(b"\0", start) >= 0:
            return False
        if _count(data, start, b",") != rows * (len(self._names) - 1):
            return False
        if _count(data, start, b"\n") != rows - (data[-1:] != b"\n"):
            return False
        if any(odd.search(data, start - 1) for odd in self._odd_integers):
            return False
        if self._has_numbers:
            return not self._has_texts and _holds_only(_NUMBER_BYTES, data, start)
        return True

    def _fits(self, size: int, rows: int, id_bytes: int, values: list[Array]) -> bool:
        """Tell whether *size* bytes are just the values and the commas between them."""
        if self._has_numbers:
            return True
        commas = rows * (len(self._names) - 1)
        written = sum(
            column.written_bytes(value)
            for column, value in zip(self._columns, values, strict=True)
        )
        return size == commas + id_bytes + written


def _line_end_bytes(data: mmap.mmap | bytes, start: int, rows: int) -> int | None:
    """Return the bytes of the line ends of *rows* lines, one each; None if they differ.

    The last line may have none.
    """
    ends = rows if data[-1:] == b"\n" else rows - 1
    if data.find(b"\r", start) < 0:
        return ends
    view = np.frombuffer(data, np.uint8)[start:]
    returns, feeds = view == 13, view == 10
    pairs = np.count_nonzero(returns[:-1] & feeds[1:])
    if pairs == np.count_nonzero(returns) == np.count_nonzero(feeds) == ends:
        return 2 * ends
    return None


def _count(data: mmap.mmap | bytes, start: int, mark: bytes) -> int:
    return int(np.count_nonzero(np.frombuffer(data, np.uint8)[start:] == mark[0]))


def _holds_only(allowed: bytes, data: mmap.mmap | bytes, start: int) -> bool:
    return not any(
        data[at : at + _WINDOW].translate(None, allowed)
        for at in range(start, len(data), _WINDOW)
    )


def _placed(values: Array, order: Array) -> Array:
    placed = np.empty_like(values)
    placed[order] = values
    return placed
