"""The ids of a solution, and where each id of a file belongs among them."""

import hashlib
from collections.abc import Sequence
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from leaderboard.columns import report_values
from leaderboard.integers import as_integers
from leaderboard.problems import Report
from leaderboard.values import (
    fits_int64,
    is_integer,
    likely_cause,
    parse_integer,
)
from leaderboard.written import SPACES, Written, written_integers, written_text

Array = npt.NDArray[Any]
UNKNOWN, MALFORMED = -1, -2
_PLAIN_INTEGER = "an id written as a plain integer"
_WORD = 8
# Odd and of random bits: no two words become the same.
_MIX, _HALF = np.uint64(0x9E3779B97F4A7C15), np.uint64(32)
# A table from id to row pays while at most this many times as long as the ids.
_DENSE = 4


class Ids(Protocol):
    """The ids of a solution in its own order.

    ``plain_dtype`` is what pandas is asked for.
    """

    plain_dtype: str

    def __len__(self) -> int: ...

    def positions(
        self, texts: Sequence[str], lines: Sequence[int], name: str, report: Report
    ) -> Array:
        """Return each id's row in the solution, UNKNOWN, or MALFORMED if reported."""
        ...

    @property
    def written(self) -> Written:
        """What all ids take as they stand in a file."""
        ...

    def plain(self, parsed: Any) -> tuple[Array, Written] | None:
        """Return the rows of ids that pandas parsed, and what these ids take.

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

    @property
    def digest(self) -> str:
        """A hash of the ids in their order."""
        ...


class IntegerIds:
    """Ids that all are canonical integers of at most 64 bits."""

    plain_dtype = "int64"

    def __init__(self, values: Array, written_bytes: int) -> None:
        self._values = values
        self.written = Written(written_bytes)
        self._index = _index_of(values)

    def __len__(self) -> int:
        return len(self._values)

    def name_of(self, position: int) -> str:
        return str(self._values[position])

    @cached_property
    def digest(self) -> str:
        return _digest(self._values)

    def positions(
        self, texts: Sequence[str], lines: Sequence[int], name: str, report: Report
    ) -> Array:
        integers = as_integers(texts)
        if integers is not None:
            return self._index.rows_of(integers)
        values = np.zeros(len(texts), np.int64)
        states = np.zeros(len(texts), np.int64)
        for index, text in enumerate(texts):
            value = parse_integer(text)
            if value is None:
                states[index] = MALFORMED
            elif fits_int64(value):
                values[index] = value
            else:
                states[index] = UNKNOWN
        report_values(
            report=report,
            column=name,
            lines=lines,
            texts=texts,
            bad=np.flatnonzero(states == MALFORMED).tolist(),
            expected=_PLAIN_INTEGER,
            cause=likely_cause,
        )
        return np.where(states < 0, states, self._index.rows_of(values))

    def plain(self, parsed: Any) -> tuple[Array, Written] | None:
        values = np.asarray(parsed)
        return self._index.rows_of(values), written_integers(values)

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
        self._width = width
        # Ids that count up from the lowest are their own table.
        self._rows = None if bool((np.diff(values) == 1).all()) else self._table(values)

    def _table(self, values: Array) -> Array:
        rows = np.full(self._width, UNKNOWN, np.int32)
        rows[values - self._low] = np.arange(len(values), dtype=np.int32)
        return rows

    def rows_of(self, values: Array) -> Array:
        # Unsigned, so that what lies below the lowest id is far above the highest.
        offset = values.view(np.uint64) - self._low.view(np.uint64)
        at = offset.view(np.int64)
        if offset.max(initial=0) < self._width:
            return self._row_at(at)
        inside = offset < self._width
        return np.where(inside, self._row_at(np.where(inside, at, 0)), UNKNOWN)

    def _row_at(self, places: Array) -> Array:
        """Return the rows at *places* of the table, which has them all."""
        if self._rows is None:
            return places
        # As the type that indexes: NumPy would convert it at each use.
        return self._rows.take(places, mode="clip").astype(np.int64)


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
    sorts them.
    """

    def __init__(self, values: Array, by_value: Array, *, integers: bool) -> None:
        self._values = values
        self._by_value = by_value
        self._integers = integers
        # Wider than every id, so that no longer one is cut to one; in whole words.
        self.plain_dtype = f"S{(values.dtype.itemsize // _WORD + 1) * _WORD}"

    def __len__(self) -> int:
        return len(self._values)

    def name_of(self, position: int) -> str:
        return bytes(self._values[position]).decode()

    @cached_property
    def digest(self) -> str:
        return _digest(self._values)

    def positions(
        self, texts: Sequence[str], lines: Sequence[int], name: str, report: Report
    ) -> Array:
        rows = self._rows_of([text.encode() for text in texts])
        unknown = np.flatnonzero(rows == UNKNOWN).tolist()
        bad = [at for at in unknown if self._is_malformed(texts[at])]
        rows[bad] = MALFORMED
        report_values(
            report=report,
            column=name,
            lines=lines,
            texts=texts,
            bad=bad,
            expected=_PLAIN_INTEGER if self._integers else "an id",
            cause=likely_cause if self._integers else None,
        )
        return rows

    def _is_malformed(self, text: str) -> bool:
        return not text or (self._integers and not is_integer(text))

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

    @cached_property
    def written(self) -> Written:
        return written_text(self._values.tobytes().translate(None, b"\0"))

    @cached_property
    def _are_bare(self) -> bool:
        """Whether no id begins or ends with a space, which files may have around any."""
        if not self.written.spaces:
            return True
        return all(text == text.strip(SPACES) for text in self._values.tolist())

    def plain(self, parsed: Any) -> tuple[Array, Written] | None:
        encoded = np.asarray(parsed, self.plain_dtype)
        rows = self._rows_of(encoded.tolist())
        if not self._are_bare or (rows == UNKNOWN).any():
            return None
        return rows, written_text(encoded.tobytes().translate(None, b"\0"))

    def order(self, parsed: Any) -> Array | slice | None:
        if len(parsed) != len(self._values) or not self._are_bare:
            return None
        words = _words(np.asarray(parsed, self.plain_dtype))
        if np.array_equal(words, self._words):
            return slice(None)
        rows = np.empty(len(words), np.int64)
        rows[np.argsort(_hashes(words))] = self._by_hash
        # Not the hashes decide, but the ids.
        return rows if np.array_equal(words, self._words[rows]) else None

    @cached_property
    def _words(self) -> Array:
        return _words(self._values.astype(self.plain_dtype))

    @cached_property
    def _by_hash(self) -> Array:
        return np.argsort(_hashes(self._words))


def _words(texts: Array) -> Array:
    """Return texts of so many whole words as these, a row each."""
    return texts.view(np.uint64).reshape(len(texts), -1)


def _hashes(words: Array) -> Array:
    """Return a number for each row that is hardly ever that of another row."""
    hashes = np.zeros(len(words), np.uint64)
    for column in words.T:
        hashes = (hashes ^ column) * _MIX
        hashes ^= hashes >> _HALF
    return hashes


def _is_permutation(rows: Array) -> bool:
    """Tell whether *rows* holds each row number once."""
    if int(rows.min()) < 0:
        return False
    seen = np.zeros(len(rows), bool)
    seen[rows] = True
    return bool(seen.all())


def _digest(values: Array) -> str:
    hashed = hashlib.sha256(values.dtype.str.encode())
    hashed.update(values.view(np.uint8).data)
    return hashed.hexdigest()
