"""Reads the rows of a CSV in pieces of bounded size, by the book.

This is the grammar of course-file.md, "Submission and solution files": every line that
breaks it is reported with its number, and reading goes on behind it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import BinaryIO

from leaderboard import rowproblems
from leaderboard.csvfile import Header
from leaderboard.problems import Report
from leaderboard.records import QuoteError, is_complete, split_record

_PIECE = 1 << 18
LONGEST_RECORD = 1 << 20
# Without these a line is just values and commas.
_MARKS = (b'"', b"\r", b" ", b"\t")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_AROUND = re.compile(r"[ \t]*+([,\n])[ \t]*+")


@dataclass(frozen=True)
class Piece:
    """Whole lines of a file, and the number of the first."""

    first_line: int
    data: bytes


@dataclass
class Rows:
    """Rows of a file: the line on which each begins, and the columns of their values.

    ``unread`` counts rows that broke the grammar, were reported and left out.
    """

    lines: Sequence[int]
    columns: Sequence[Sequence[str]]
    unread: int = 0


@dataclass
class _Read:
    """Rows as they are read one by one."""

    lines: list[int] = field(default_factory=list)
    values: list[list[str]] = field(default_factory=list)
    unread: int = 0


class RowReader:
    """Reads what follows a file's header.

    ``skipped`` counts the lines passed over because they are longer than any row.
    """

    def __init__(self, *, file: BinaryIO, header: Header, report: Report) -> None:
        self._file = file
        self._names = header.names
        self._report = report
        self._line = header.next_line
        self._left = b""
        self._at_end = False
        self.skipped = 0
        file.seek(header.end)

    def pieces(self) -> Iterator[Piece]:
        """Yield the file in pieces of whole lines of about a megabyte.

        :meth:`rows` may hand the end of a piece back, to come again with the next.
        """
        while not self._at_end:
            read = self._file.read(_PIECE)
            self._at_end = len(read) < _PIECE
            data, self._left = self._left + read, b""
            if not self._at_end:
                data = self._whole_lines(data)
            if data:
                piece = Piece(self._line, data)
                self._line += data.count(b"\n")
                yield piece

    def _whole_lines(self, data: bytes) -> bytes:
        end = data.rfind(b"\n") + 1
        if end == 0 and len(data) > LONGEST_RECORD:
            rowproblems.long_line(self._report, self._line)
            self._skip_line()
            return b"\n"
        self._left = data[end:]
        return data[:end]

    def _skip_line(self) -> None:
        self.skipped += 1
        while read := self._file.readline(_PIECE):
            if read.endswith(b"\n"):
                return

    def rows(self, piece: Piece) -> Rows:
        """Return a piece's rows, read by the book; report what breaks the grammar."""
        columns = self._bare_columns(piece.data)
        if columns is not None:
            first, count = piece.first_line, len(columns[0])
            return Rows(range(first, first + count), columns)
        rows = self._read_lines(piece)
        return Rows(
            rows.lines,
            list(zip(*rows.values, strict=True)) or [()] * len(self._names),
            rows.unread,
        )

    def _bare_columns(self, data: bytes) -> list[list[str]] | None:
        """Return the columns of rows that are nothing but values and what separates them.

        What :meth:`_read_record` does of each, many times faster; None if there is more.
        """
        if b'"' in data or len(data) > LONGEST_RECORD:
            return None
        try:
            text = data.decode()
        except UnicodeDecodeError:
            return None
        if b"\r" in data:
            text = text.replace("\r\n", "\n").removesuffix("\r")
        if not text.endswith("\n"):
            text += "\n"
        if b" " in data or b"\t" in data:
            text = _AROUND.sub(r"\1", text).strip(" \t")
        width = len(self._names)
        is_header = f"\n{','.join(self._names)}\n" in f"\n{text}"
        if is_header or _CONTROL.search(text) or not _rows_of(width).fullmatch(text):
            return None
        values = text[:-1].replace("\n", ",").split(",")
        return [values[place::width] for place in range(width)]

    def _read_lines(self, piece: Piece) -> _Read:
        """Read a piece's rows one by one."""
        rows = _Read()
        lines = piece.data.split(b"\n")
        if not lines[-1]:
            lines.pop()
        texts = self._texts(piece, lines)
        is_bare = not any(mark in piece.data for mark in _MARKS)
        index = 0
        while index < len(texts):
            if is_bare:
                index = self._read_bare(texts, index, piece.first_line, rows)
                if index == len(texts):
                    break
            index = self._read_record(texts, index, piece.first_line, rows)
            if index < 0:
                self._hand_back(piece, lines, -index - 1)
                break
        return rows

    def _read_bare(
        self, texts: list[str | None], index: int, first_line: int, rows: _Read
    ) -> int:
        """Read lines that are just values and commas; return where that ends.

        What :meth:`_read_record` does of them, several times faster.
        """
        names, width = self._names, len(self._names)
        for at in range(index, len(texts)):
            record = texts[at]
            if record is None or len(record) > LONGEST_RECORD:
                return at
            values = record.split(",")
            if len(values) != width or not values[0] or values == names:
                return at
            rows.lines.append(first_line + at)
            rows.values.append(values)
        return len(texts)

    def _hand_back(self, piece: Piece, lines: list[bytes], index: int) -> None:
        """Keep the lines from *index* on, which end inside quotes, for the next piece."""
        rest = b"\n".join([*lines[index:], b""])
        self._left = rest + self._left
        self._line = piece.first_line + index

    def _texts(self, piece: Piece, lines: list[bytes]) -> list[str | None]:
        """Return the lines as text, None for those that are none and were reported."""
        try:
            whole = piece.data.decode()
        except UnicodeDecodeError:
            whole = None
        if whole is not None and not _CONTROL.search(whole):
            texts: list[str | None] = [*whole.split("\n")]
            return texts[: len(lines)]
        return [
            self._text(line, piece.first_line + index)
            for index, line in enumerate(lines)
        ]

    def _text(self, data: bytes, line: int) -> str | None:
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            rowproblems.encoding(self._report, line, data, error.start)
            return None
        control = _CONTROL.search(text)
        if control is not None:
            rowproblems.control(self._report, line, control)
            return None
        return text

    def _read_record(
        self, texts: list[str | None], index: int, first_line: int, rows: _Read
    ) -> int:
        """Read the record that begins at *index*; return where the next one begins.

        Where the piece ends inside quotes and more is to come, return -index - 1.
        """
        line = first_line + index
        record = texts[index]
        after = index + 1
        if record is None:
            rows.unread += 1
            return after
        if '"' in record:
            after = self._end_of_quotes(texts, index)
            if after == 0:
                return -index - 1
            if after < 0:
                rowproblems.unclosed(self._report, line)
                rows.unread += 1
                return index + 1
            record = "\n".join(text or "" for text in texts[index:after])
        if len(record) > LONGEST_RECORD:
            rowproblems.long_line(self._report, line)
            rows.unread += 1
            return after
        try:
            values = split_record(record.removesuffix("\r"))
        except QuoteError as error:
            rowproblems.stray_quote(self._report, line, error.at, after - index)
            rows.unread += 1
            return index + 1
        self._take(line, record, values, rows)
        return after

    def _end_of_quotes(self, texts: list[str | None], index: int) -> int:
        """Return where the next record begins: behind the line that closes the quotes.

        0 where that line is in the next piece, -1 where nothing closes them.
        """
        is_open, length = False, 0
        for after in range(index + 1, len(texts) + 1):
            text = texts[after - 1]
            length += len(text or "")
            if text is None or length > LONGEST_RECORD:
                return after if after == index + 1 else -1
            is_open ^= not is_complete(text)
            if not is_open:
                return after
        return -1 if self._at_end else 0

    def _take(self, line: int, record: str, values: list[str], rows: _Read) -> None:
        """Keep a record's values if they are as many as the header's names."""
        if not any(values):
            if len(values) > 1:
                rowproblems.only_commas(self._report, line)
            elif '"' in record:
                rows.unread += 1
                rowproblems.count(self._report, line, record, values, self._names)
        elif "\r" in record[:-1] and '"' not in record:
            rows.unread += 1
            rowproblems.lone_return(self._report, line)
        elif len(values) != len(self._names):
            rows.unread += 1
            rowproblems.count(self._report, line, record, values, self._names)
        elif values == self._names:
            rowproblems.header_again(self._report, line)
        else:
            rows.lines.append(line)
            rows.values.append(values)


@cache
def _rows_of(width: int) -> re.Pattern[str]:
    """Return what lines of *width* values look like; the first is not empty."""
    rest = r",[^,\n\r]*+" * (width - 1)
    return re.compile(rf"(?:[^,\n\r]++{rest}\n)++")
