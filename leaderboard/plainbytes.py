"""What the bytes of a file's rows tell, next to the values that were read from them.

Everything here is counting: no byte may be left over that the values do not explain.
"""

import mmap
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard.written import MARKS, QUOTE, SPACES, Written

Array = npt.NDArray[Any]

# What neither an id nor a number may hold, but pandas passes over around a number.
_ODD = (b"\0", b"\x0b", b"\x0c")
# Pieces that stay in the processor's cache.
_WINDOW = 1 << 18
_COMMA, _FEED, _RETURN, _QUOTE = b",\n\r" + QUOTE
_E, _TO_LOWER = ord("e"), 0x20


def is_odd(data: mmap.mmap | bytes, start: int) -> bool:
    """Tell whether there are characters behind *start* that only the row reader judges."""
    return any(data.find(mark, start) >= 0 for mark in _ODD)


class PlainBytes:
    """The bytes from *start* on, of which *rows* rows of *width* values were read."""

    def __init__(
        self, data: mmap.mmap | bytes, start: int, *, rows: int, width: int
    ) -> None:
        self._data = data
        self._start = start
        self._bytes = np.frombuffer(data, np.uint8)[start:]
        self._rows = rows
        self._width = width
        # The last line may have no end.
        self._ends = rows - (data[-1:] != b"\n")
        self.quotes = self._count(QUOTE)

    def _count(self, marks: bytes) -> int:
        """Count the bytes that are one of *marks*."""
        present = [
            mark for mark in marks if self._data.find(bytes([mark]), self._start) >= 0
        ]
        return sum(
            int(np.count_nonzero(self._bytes[at : at + _WINDOW] == mark))
            for at in range(0, len(self._bytes) if present else 0, _WINDOW)
            for mark in present
        )

    def _windows(self) -> Iterator[Array]:
        """Yield the bytes in pieces that begin with the last byte of the one before."""
        for at in range(0, len(self._bytes), _WINDOW):
            yield self._bytes[at : at + _WINDOW + 1]

    @cached_property
    def line_end_bytes(self) -> int | None:
        """The bytes of the rows' line ends; None if these differ."""
        if self._data.find(b"\r", self._start) < 0:
            return self._ends
        pairs = sum(
            int(np.count_nonzero((window[:-1] == _RETURN) & (window[1:] == _FEED)))
            for window in self._windows()
        )
        if pairs == self._count(b"\r") == self._count(b"\n") == self._ends:
            return 2 * self._ends
        return None

    def have_all_values(self) -> bool:
        """Tell whether commas and line ends are just those between values and rows."""
        return (
            self._count(b",") == self._rows * (self._width - 1)
            and self._count(b"\n") == self._ends
        )

    def have_whole_quotes(self, written: Written) -> bool:
        """Tell whether quotation marks stand only around whole values.

        Or inside, two for each that the values hold. To be asked where
        :meth:`have_all_values`, and no space was taken from around a value.
        """
        opening = int(self._bytes[0] == _QUOTE)
        closing = int(self._bytes[-1] == _QUOTE)
        for window in self._windows():
            quotes = window == _QUOTE
            edges = (window == _COMMA) | (window == _FEED) | (window == _RETURN)
            opening += int(np.count_nonzero(edges[:-1] & quotes[1:]))
            closing += int(np.count_nonzero(quotes[:-1] & edges[1:]))
        return self.quotes == 2 * (opening + written.quotes) and opening == closing

    def has_all_spaces(self, written: Written) -> bool:
        """Tell whether all spaces are inside of values."""
        return self._count(SPACES) == written.spaces

    def are_all(self, written: Written, *, has_integers: bool) -> bool:
        """Tell whether the bytes are just the values, what separates them, and spaces.

        Each other way to write an integer takes more bytes, or has a mark.
        """
        if has_integers and self._count(MARKS) != written.marks:
            return False
        separating = self._rows * (self._width - 1) + (self.line_end_bytes or 0)
        quotes = self.quotes - written.quotes
        over = len(self._bytes) - separating - written.size - quotes
        if over and self.quotes:
            return False
        return over == 0 or over == self._count(SPACES) - written.spaces

    def has_integers(self, place: int, written: Written) -> bool:
        """Tell whether the values at *place* in the rows are written as integers are.

        For where the other values' bytes are not known. To be asked where
        :meth:`have_all_values`.
        """
        size = self._size_of(place)
        if size is None:
            return False
        if self.quotes:
            if self.quotes != 2 * self._rows * self._width:
                return False
            size -= 2 * self._rows
        if place == self._width - 1:
            size -= (self.line_end_bytes or 0) - self._ends
        return size == written.size

    def _size_of(self, place: int) -> int | None:
        """Return the bytes between the separators around the values at *place*.

        None if one holds an E.
        """
        has_exponents = any(self._data.find(e, self._start) >= 0 for e in (b"e", b"E"))
        total, before, behind = 0, -1, 0
        for at in range(0, len(self._bytes), _WINDOW):
            window = self._bytes[at : at + _WINDOW]
            ends = np.flatnonzero((window == _COMMA) | (window == _FEED))
            if has_exponents:
                exponents = np.flatnonzero(window | _TO_LOWER == _E)
                places = behind + np.searchsorted(ends, exponents)
                if (places % self._width == place).any():
                    return None
            mine = slice((place - behind) % self._width, None, self._width)
            starts = np.concatenate([[before - at], ends[:-1]])[: len(ends)]
            total += int((ends[mine] - starts[mine] - 1).sum())
            behind += len(ends)
            before = at + int(ends[-1]) if len(ends) else before
        is_open = behind < self._rows * self._width
        if is_open and place == self._width - 1:
            total += len(self._bytes) - before - 1
        return total
