"""Reads files that are plainly canonical at the speed of pandas' parser.

It answers only where nothing is left to judge: the values, written canonically, take
exactly the bytes that the file has, but for spaces around them and quotation marks around
whole values. Else it says None, and the row reader decides.
"""

import io
import mmap
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd  # noqa: TID253 - only the worker and commands come here

from leaderboard.alignment import Block
from leaderboard.columns import Column
from leaderboard.csvfile import Header
from leaderboard.ids import Ids
from leaderboard.packing import smallest
from leaderboard.plainbytes import PlainBytes, is_odd
from leaderboard.rowreader import Piece
from leaderboard.written import Written

Array = npt.NDArray[Any]

# A worker has one core; other submissions wait for the others.
pd.set_option("mode.max_threads", 1)


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
        found = set(self._dtypes.values())
        self._has_numbers = "float64" in found
        self._has_integers = "int64" in found
        self._has_texts = not found <= {"int64", "float64"}

    def whole_file(self, path: Path, header: Header) -> list[Array] | None:
        """Return the columns of a complete and valid file in the solution's order."""
        if (
            header.line != 1
            or header.next_line != 2
            or path.stat().st_size == header.end
        ):
            return None
        with (
            path.open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data,
        ):
            if is_odd(data, header.end):
                return None
            has_spaces = data.find(b" ", header.end) >= 0
            # Else the file would stand in memory a second time while it is parsed.
            data.madvise(mmap.MADV_DONTNEED)
            frame = self._parse(path, has_spaces, header=0)
            if frame is None:
                return None
            values = self._values(frame)
            if values is None or not self._are_all_told(
                data, header.end, values, self._ids.written
            ):
                return None
        order = self._ids.order(frame[self._id_column])
        if order is None:
            return None
        if isinstance(order, slice):
            return values
        return [_placed(column, order) for column in values]

    def piece(self, piece: Piece) -> Block | None:
        """Return the rows of a piece of a file; ids may be unknown or repeated."""
        if is_odd(piece.data, 0):
            return None
        frame = self._parse(io.BytesIO(piece.data), b" " in piece.data, header=None)
        if frame is None:
            return None
        ids = self._ids.plain(frame[self._id_column])
        values = self._values(frame)
        if ids is None or values is None:
            return None
        positions, written = ids
        if not self._are_all_told(piece.data, 0, values, written):
            return None
        lines = np.arange(piece.first_line, piece.first_line + len(frame))
        return Block(lines, positions, np.asarray(frame[self._id_column]), values)

    def _parse(
        self, source: Path | io.BytesIO, has_spaces: bool, *, header: int | None
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
                    # Around a number it passes over spaces anyway.
                    skipinitialspace=has_spaces and self._has_texts,
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

    def _are_all_told(
        self,
        data: mmap.mmap | bytes,
        start: int,
        values: Sequence[Array],
        ids: Written,
    ) -> bool:
        """Tell whether the bytes from *start* on leave no other reading than *values*.

        *ids* is what the ids take.
        """
        found = PlainBytes(data, start, rows=len(values[0]), width=len(self._names))
        written = ids
        for column, taken in zip(self._columns, values, strict=True):
            written += column.written(taken)
        is_simple = not (found.quotes or self._has_texts or self._has_numbers)
        if found.line_end_bytes is None:
            return False
        if not is_simple and not found.have_all_values():
            return False
        if found.quotes and not found.have_whole_quotes(written):
            return False
        if not self._has_numbers:
            return found.are_all(written, has_integers=self._has_integers)
        if found.quotes and not found.has_all_spaces(written):
            return False
        place = self._names.index(self._id_column)
        return self._ids.plain_dtype != "int64" or found.has_integers(place, ids)


def _placed(values: Array, order: Array) -> Array:
    """Return the values in the solution's order; *order* holds each row once."""
    # What takes little room stays in the processor's cache while it is filled.
    little = smallest(values) if values.dtype == np.int64 else values
    placed = np.empty_like(little)
    placed[order] = little
    return placed.astype(values.dtype, copy=False)
