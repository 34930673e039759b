"""The ids of a solution, and where each id of a file belongs among them."""

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd  # noqa: TID253 - only the worker and commands come here

from leaderboard.columns import report_value, written_digits
from leaderboard.problems import Report
from leaderboard.values import fits_int64, likely_cause, parse_integer

Array = npt.NDArray[Any]
UNKNOWN, MALFORMED = -1, -2
# A table from id to row pays while at most this many times as long as the ids.
_DENSE = 4


class Ids(Protocol):
    """The ids of a solution in its own order.

    ``plain_dtype`` is what pandas is asked for, ``written_bytes`` the summed length of
    all ids as they stand in a file.
    """

    plain_dtype: str
    written_bytes: int

    def __len__(self) -> int: ...

    def positions(
        self, texts: Sequence[str], lines: Sequence[int], name: str, report: Report
    ) -> Array:
        """Return each id's row in the solution, UNKNOWN, or MALFORMED if reported."""
        ...

    def plain(self, parsed: Any) -> tuple[Array, int] | None:
        """Return the rows of ids that pandas parsed, and the bytes the ids take.

        None where :meth:`positions` must decide.
        """
        ...

    def order(self, parsed: Any) -> Array | slice | None:
        """Return where a file's rows belong: as they are, by index, or None.

        None says that they are not the solution's ids, each once.
        """
        ...

    def name_of(self, position: int) -> str:
        """Return the id of a row as it is written."""
        ...


class IntegerIds:
    """Ids that all are canonical integers of at most 64 bits."""

    plain_dtype = "int64"

    def __init__(self, values: Array, written_bytes: int) -> None:
        self._values = values
        self.written_bytes = written_bytes
        self._index = _index_of(values)

    def __len__(self) -> int:
        return len(self._values)

    def name_of(self, position: int) -> str:
        return str(self._values[position])

    def positions(
        self, texts: Sequence[str], lines: Sequence[int], name: str, report: Report
    ) -> Array:
        values = np.zeros(len(texts), np.int64)
        states = np.zeros(len(texts), np.int64)
        for index, text in enumerate(texts):
            value = parse_integer(text)
            if value is None:
                states[index] = MALFORMED
                report_integer_id(report, name, lines[index], text)
            elif fits_int64(value):
                values[index] = value
            else:
                states[index] = UNKNOWN
        found = self._index.rows_of(values)
        return np.where(states < 0, states, found)

    def plain(self, parsed: Any) -> tuple[Array, int] | None:
        values = np.asarray(parsed)
        return self._index.rows_of(values), written_digits(values)

    def order(self, parsed: Any) -> Array | slice | None:
        values = np.asarray(parsed)
        if len(values) != len(self._values):
            return None
        if np.array_equal(values, self._values):
            return slice(None)
        rows = self._index.rows_of(values)
        return rows if _is_permutation(rows) else None


class _Index(Protocol):
    def rows_of(self, values: Array) -> Array:
        """Return the row of each integer, UNKNOWN where the solution has none."""
        ...


def _index_of(values: Array) -> _Index:
    width = int(values.max()) - int(values.min()) + 1
    return _Dense(values, width) if width <= _DENSE * len(values) else _Sorted(values)


class _Dense:
    """A table from id to row."""

    def __init__(self, values: Array, width: int) -> None:
        self._low = np.int64(values.min())
        self._rows = np.full(width, UNKNOWN, np.int32)
        self._rows[values - self._low] = np.arange(len(values), dtype=np.int32)

    def rows_of(self, values: Array) -> Array:
        # Unsigned, so that what lies below the lowest id is far above the highest.
        offset = values.view(np.uint64) - self._low.view(np.uint64)
        inside = offset < len(self._rows)
        if inside.all():
            return self._rows[offset.view(np.int64)]
        rows = self._rows[np.where(inside, offset, 0).view(np.int64)]
        return np.where(inside, rows, UNKNOWN)


class _Sorted:
    """The ids in their order, searched."""

    def __init__(self, values: Array) -> None:
        self._by_value = np.argsort(values, kind="stable")
        self._values = np.asarray(values)[self._by_value]

    def rows_of(self, values: Array) -> Array:
        # Searching in order keeps to neighbouring memory: several times faster.
        asked = np.argsort(values)
        at = np.empty(len(values), np.int64)
        at[asked] = np.searchsorted(self._values, values[asked])
        at[at == len(self._values)] = 0
        return np.where(self._values[at] == values, self._by_value[at], UNKNOWN)


class TextIds:
    """Ids compared as text; with *integers* they are integers of more than 64 bits.

    *values* are the ids as UTF-8 in the solution's order, *by_value* the order that
    sorts them, *hashes* their 64-bit hashes, or None if two should be the same.
    """

    plain_dtype = "object"

    def __init__(
        self,
        values: Array,
        by_value: Array,
        hashes: Array | None,
        *,
        integers: bool,
        written_bytes: int,
    ) -> None:
        self._values = values
        self._by_value = by_value
        self._hashes = hashes
        self._by_hash: tuple[Array, Array] | None = None
        self._integers = integers
        self.written_bytes = written_bytes

    def __len__(self) -> int:
        return len(self._values)

    def name_of(self, position: int) -> str:
        return bytes(self._values[position]).decode()

    def positions(
        self, texts: Sequence[str], lines: Sequence[int], name: str, report: Report
    ) -> Array:
        rows = self._rows_of([text.encode() for text in texts])
        for index in np.flatnonzero(rows == UNKNOWN).tolist():
            text = texts[index]
            if not text or (self._integers and parse_integer(text) is None):
                rows[index] = MALFORMED
                if self._integers:
                    report_integer_id(report, name, lines[index], text)
                else:
                    report_value(
                        report=report,
                        column=name,
                        line=lines[index],
                        found=text,
                        expected="an id",
                    )
        return rows

    def _rows_of(self, encoded: list[bytes]) -> Array:
        width = self._values.dtype.itemsize
        # What is longer than every id is none; cut to its width it could seem one.
        known = np.array(
            [text if len(text) <= width else b"" for text in encoded], f"S{width}"
        )
        at = np.searchsorted(self._values, known, sorter=self._by_value)
        at[at == len(self._values)] = 0
        rows = self._by_value[at].astype(np.int64)
        rows[self._values[rows] != known] = UNKNOWN
        return rows

    def plain(self, parsed: Any) -> tuple[Array, int] | None:
        encoded = [text.encode() for text in parsed]
        rows = self._rows_of(encoded)
        if (rows == UNKNOWN).any():
            return None
        return rows, sum(map(len, encoded))

    def order(self, parsed: Any) -> Array | slice | None:
        if self._hashes is None or len(parsed) != len(self._values):
            return None
        values = hash_texts(parsed)
        if np.array_equal(values, self._hashes):
            return slice(None)
        if self._by_hash is None:
            by_hash = np.argsort(self._hashes)
            self._by_hash = self._hashes[by_hash], by_hash
        ordered, by_hash = self._by_hash
        theirs = np.argsort(values)
        if not np.array_equal(values[theirs], ordered):
            return None
        rows = np.empty(len(values), np.int64)
        rows[theirs] = by_hash
        return rows


def _is_permutation(rows: Array) -> bool:
    """Tell whether *rows* holds each row number once."""
    if int(rows.min()) < 0:
        return False
    seen = np.zeros(len(rows), bool)
    seen[rows] = True
    return bool(seen.all())


def hash_texts(texts: Any) -> Array:
    """Return a 64-bit hash of each text in an array of objects."""
    return pd.util.hash_array(np.asarray(texts, object), categorize=False)


def report_integer_id(report: Report, name: str, line: int, text: str) -> None:
    """Report an id that is not written as an integer where all ids are."""
    report_value(
        report=report,
        column=name,
        line=line,
        found=text,
        expected="an id written as a plain integer",
        cause=likely_cause,
    )
