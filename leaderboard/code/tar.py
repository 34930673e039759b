"""Reads a tar file once, front to back, keeping nothing of what has gone by.

``tarfile`` keeps every header, reads headers of any length into memory and follows what
they say of holes; here nothing is believed but names and sizes.
"""

import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

_BLOCK = 512
_PIECE = 1 << 20
_LONGEST_HEADER = 65_536
_PLAIN = (tarfile.REGTYPE, tarfile.AREGTYPE)
_EXTENDED = (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE)
_EMPTY = bytes(_BLOCK)


class Source(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, kw_only=True)
class Member:
    """A plain file; its pieces are to be read before the next member is asked for."""

    name: str
    size: int
    pieces: Iterator[bytes]


def members(source: Source, *, spend: Callable[[int], None]) -> Iterator[Member]:
    """Yield the plain files of the tar in *source*; what is not read is passed over.

    *spend* is told of every byte before it is read. Raises ValueError or EOFError for
    what is damaged.
    """
    name = ""
    while (block := _read(source, _BLOCK, spend)) != _EMPTY:
        header = _header(block)
        if header.type == tarfile.GNUTYPE_LONGNAME:
            name = _text(_small(source, header.size, spend))
        elif header.type in _EXTENDED:
            told = _path(_small(source, header.size, spend))
            name = told if header.type != tarfile.XGLTYPE and told else name
        elif header.type in _PLAIN and not header.name.endswith("/"):
            pieces = _pieces(source, header.size, spend)
            yield Member(name=name or header.name, size=header.size, pieces=pieces)
            _drain(pieces, source, header.size, spend)
            name = ""
        else:
            _drain(_pieces(source, header.size, spend), source, header.size, spend)
            name = ""


def _header(block: bytes) -> tarfile.TarInfo:
    try:
        header = tarfile.TarInfo.frombuf(block, "utf-8", "replace")
    except tarfile.HeaderError as error:
        raise ValueError("no header") from error
    if header.size < 0:
        raise ValueError("a negative size")
    return header


def _read(source: Source, number: int, spend: Callable[[int], None]) -> bytes:
    spend(number)
    found = source.read(number)
    if len(found) < number:
        raise EOFError
    return found


def _small(source: Source, size: int, spend: Callable[[int], None]) -> bytes:
    if size > _LONGEST_HEADER:
        raise ValueError("a header too long")
    found = b"".join(_pieces(source, size, spend))
    _pad(source, size, spend)
    return found


def _pieces(source: Source, size: int, spend: Callable[[int], None]) -> Iterator[bytes]:
    while size:
        piece = _read(source, min(size, _PIECE), spend)
        size -= len(piece)
        yield piece


def _drain(
    pieces: Iterator[bytes],
    source: Source,
    size: int,
    spend: Callable[[int], None],
) -> None:
    for _ in pieces:
        pass
    _pad(source, size, spend)


def _pad(source: Source, size: int, spend: Callable[[int], None]) -> None:
    _read(source, -size % _BLOCK, spend)


def _path(records: bytes) -> str:
    """Return the path of an extended header, empty where it names none."""
    while records:
        length, _, rest = records.partition(b" ")
        number = int(length)
        if number <= len(length) + 1:
            raise ValueError("a record without length")
        record = rest[: number - len(length) - 1]
        if record.startswith(b"path="):
            return _text(record.removeprefix(b"path=").removesuffix(b"\n"))
        records = records[number:]
    return ""


def _text(name: bytes) -> str:
    return name.rstrip(b"\0").decode(errors="replace")
