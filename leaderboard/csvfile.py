"""What can be said of an uploaded CSV from its first bytes, before a worker reads it."""

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from courseops.uploads.head import HEAD_BYTES
from leaderboard.filetype import (
    ACCEPTED,
    FileType,
    foreign_content,
    nested_archive,
    type_of,
)
from leaderboard.header import check_header
from leaderboard.problems import FileRefusedError, Problem, show
from leaderboard.records import QuoteError, is_complete, split_record

__all__ = ["Layout", "Problem", "check_head"]

BOM = b"\xef\xbb\xbf"
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a competition's files, and the limit of their size in bytes.

    A submission holds the id and the target columns; a solution also the weight column
    and may hold ``Usage``. ``max_bytes`` is of the uncompressed file.
    """

    id_column: str
    target_columns: tuple[str, ...]
    weight_column: str | None
    max_bytes: int

    @property
    def submitted_columns(self) -> tuple[str, ...]:
        """The columns of a submission, in the order in which they are shown."""
        return (self.id_column, *self.target_columns)


def check_head(*, head: bytes, file_name: str, layout: Layout) -> list[Problem]:
    """Return what is visibly wrong with a file of which *head* is the beginning.

    *head* holds the first HEAD_BYTES of the file as stored (plain, gzip or zip), or all
    of a shorter one. An empty list says: nothing seen, the rows are still to be read.
    """
    kind = type_of(head=head, file_name=file_name)
    if isinstance(kind, Problem):
        return [kind]
    is_all = len(head) < HEAD_BYTES
    try:
        if kind is FileType.GZIP:
            head, is_all = _inflate(head, zlib.MAX_WBITS | 16, is_all=is_all)
        elif kind is FileType.ZIP:
            head, is_all = _first_csv(head)
            if not head and not is_all:
                return []
        return check_text_head(head=head, is_all=is_all, layout=layout)
    except FileRefusedError as refused:
        return refused.problems


def check_text_head(*, head: bytes, is_all: bool, layout: Layout) -> list[Problem]:
    """Return what is wrong with the beginning of an uncompressed CSV: its header."""
    found = read_header(head=head, is_all=is_all)
    return check_header(
        found=found.names, required=layout.submitted_columns, line=found.line
    )


@dataclass(frozen=True, slots=True)
class Header:
    """The names in a file's header, its line, and where the rows begin.

    ``end`` is the byte after the header's line end, ``next_line`` the number of the
    line that follows.
    """

    names: list[str]
    line: int
    end: int
    next_line: int


def read_header(*, head: bytes, is_all: bool) -> Header:
    """Read the header, the first line that is not blank, from a file's beginning.

    Raises FileRefusedError when there is none or it is no text.
    """
    foreign = nested_archive(head) or foreign_content(head)
    if foreign is not None:
        raise FileRefusedError([foreign])
    start = len(BOM) if head.startswith(BOM) else 0
    for number, begin, end in _lines(head, start):
        if not head[begin:end].strip(b" \t\r\n"):
            continue
        return _header_at(head, number, begin, is_all=is_all)
    if is_all:
        raise FileRefusedError(
            [
                Problem(
                    "empty",
                    "The file holds no text; expected a header and a row for each id.",
                )
            ]
        )
    raise FileRefusedError([_no_line_end(1)])


def _header_at(head: bytes, number: int, begin: int, *, is_all: bool) -> Header:
    """Read the header that begins at a byte; quotes may carry it over several lines."""
    record, line = b"", number
    for count, start, end in _lines(head, begin):
        line = number + count - 1
        record += head[start:end]
        whole = end < len(head) or is_all or record.endswith(b"\n")
        if not whole:
            break
        text = _decode(record, number)
        if is_complete(text):
            stripped = text.removesuffix("\n").removesuffix("\r")
            _refuse_lone_return(stripped, number)
            return Header(
                names=_names(stripped, number),
                line=number,
                end=end,
                next_line=line + 1,
            )
    if is_all:
        raise FileRefusedError([_unclosed(number)])
    raise FileRefusedError([_no_line_end(number)])


def _lines(head: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Yield number (from 1), first byte and end of each line from *start* on."""
    number = 0
    while start < len(head):
        number += 1
        end = head.find(b"\n", start) + 1 or len(head)
        yield number, start, end
        start = end


def _decode(record: bytes, line: int) -> str:
    control = _CONTROL.search(record)
    if control is not None:
        raise FileRefusedError(
            [
                Problem(
                    "binary",
                    f"Line {line}, header: found the byte 0x{control[0][0]:02X} at "
                    f"position {control.start() + 1}, which no text holds; expected "
                    "a CSV saved as UTF-8.",
                    line,
                )
            ]
        )
    try:
        return record.decode()
    except UnicodeDecodeError as error:
        raise FileRefusedError(
            [
                Problem(
                    "encoding",
                    f"Line {line}, header: found the byte "
                    f"0x{record[error.start]:02X} at position {error.start + 1}, which "
                    "is no UTF-8 text; expected a CSV saved as UTF-8.",
                    line,
                )
            ]
        ) from error


def _refuse_lone_return(text: str, line: int) -> None:
    if "\r" in text:
        raise FileRefusedError(
            [
                Problem(
                    "line_ends",
                    f"Line {line}: found lines that end with a carriage return alone "
                    "(old Macintosh); expected LF or CRLF line ends. Save the file "
                    "again as CSV (UTF-8).",
                    line,
                )
            ]
        )


def _names(text: str, line: int) -> list[str]:
    try:
        return split_record(text)
    except QuoteError as error:
        raise FileRefusedError(
            [
                Problem(
                    "quotes",
                    f"Line {line}, header: found a stray quotation mark at character "
                    f'{error.at}; expected quotes around a whole name, as in "id".',
                    line,
                )
            ]
        ) from error


def _unclosed(line: int) -> Problem:
    return Problem(
        "quotes",
        f"Line {line}, header: found a quotation mark that is never closed; expected "
        "quotes around a whole name.",
        line,
    )


def _no_line_end(line: int) -> Problem:
    return Problem(
        "long_line",
        f"Line {line}: found no end of the header within the first "
        f"{HEAD_BYTES // 1024} KiB; expected a line of column names: is this a CSV?",
        line,
    )


def _inflate(data: bytes, wbits: int, *, is_all: bool) -> tuple[bytes, bool]:
    """Return up to HEAD_BYTES of the text in *data*, and whether that is all of it."""
    inflater = zlib.decompressobj(wbits)
    try:
        text = inflater.decompress(data, HEAD_BYTES)
    except zlib.error as error:
        raise FileRefusedError(
            [
                Problem(
                    "archive",
                    "The compressed data is damaged at its beginning; compress the "
                    "CSV again and upload it once more.",
                )
            ]
        ) from error
    ended = inflater.eof
    if is_all and not ended and len(text) < HEAD_BYTES:
        raise FileRefusedError([truncated()])
    return text, ended and not inflater.unused_data.strip(b"\0")


def truncated() -> Problem:
    """Return the problem of an archive that stops before its end."""
    return Problem(
        "archive",
        "The compressed file stops before its end: the upload or the compression was "
        "cut short. Compress the CSV again and upload it once more.",
    )


def _first_csv(head: bytes) -> tuple[bytes, bool]:
    """Return the beginning of the first CSV in a zip, empty where it is not in sight.

    Only what the local headers tell is used; the worker reads the directory.
    """
    position = 0
    while head[position : position + 4] == b"PK\x03\x04":
        fields = struct.unpack_from(
            "<HHHHHIIIHH", head.ljust(position + 30), position + 4
        )
        flags, method, packed = fields[1], fields[2], fields[6]
        name_at = position + 30
        data_at = name_at + fields[8] + fields[9]
        name = head[name_at : name_at + fields[8]].decode("utf-8", "replace")
        if flags & 0x1:
            raise FileRefusedError([encrypted(name)])
        data = head[data_at : data_at + packed] if packed else head[data_at:]
        if is_csv_member(name):
            if method not in {0, 8} or flags & 0x8:
                return b"", False
            whole = data_at + packed <= len(head)
            if method == 0:
                return data, whole
            return _inflate(data, -zlib.MAX_WBITS, is_all=whole)
        if flags & 0x8:
            return b"", False
        position = data_at + packed
    return b"", False


def is_csv_member(name: str) -> bool:
    """Tell whether a zip's member is a CSV to read, not one of the files ignored."""
    path = PurePosixPath(name.replace("\\", "/"))
    hidden = any(part.startswith(".") and part != ".." for part in path.parts)
    return (
        not name.endswith("/")
        and not hidden
        and "__MACOSX" not in path.parts
        and path.suffix.lower() == ".csv"
    )


def encrypted(name: str) -> Problem:
    """Return the problem of a zip that needs a password."""
    return Problem(
        "archive",
        f"The zip's member {show(name)} is encrypted; expected a zip without a "
        f"password (accepted: {ACCEPTED}).",
    )
