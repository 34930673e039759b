"""The files in an archive of code, read within bounds; nothing is written.

Archives come from people who may mean harm. Only plain files directly in the archive are
read: no links, devices or sparse files, no archive in it. Folders that tools
leave behind are passed over: those that begin with a dot, ``__MACOSX``, ``__pycache__``.
"""

import gzip
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from courseops.uploads.zipdirectory import DAMAGED, has_huge_directory
from leaderboard.code import tar
from leaderboard.code.content import Content, content

MOST_FILES = 2_000
LARGEST_FILE = 50_000_000
LARGEST_WHOLE = 200_000_000
_PIECE = 1 << 20
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 0x1
_LEFT_BEHIND = ("__MACOSX", "__pycache__")
# What zipfile and gzip raise for damaged files.
_DAMAGED = (*DAMAGED, gzip.BadGzipFile, EOFError)


class UnlistableError(Exception):
    """The archive is damaged, encrypted, too large, or leaves its folder."""


class _Budget:
    """How much may still be unpacked."""

    def __init__(self) -> None:
        self._left = LARGEST_WHOLE

    def spend(self, number: int) -> None:
        self._left -= number
        if self._left < 0:
            raise UnlistableError


def is_archive(name: str) -> bool:
    """Tell whether a hand-in called *name* is looked into."""
    return name.lower().endswith((".zip", ".tar.gz"))


def files(*, path: Path, name: str) -> dict[str, Content]:
    """Return the files of the archive at *path* by their names; *name* tells its type.

    Raises UnlistableError, and OSError for what is not the archive's fault.
    """
    read = _zip if name.lower().endswith(".zip") else _tar
    found: dict[str, Content] = {}
    try:
        for member, pieces in read(path, _Budget()):
            if _leaves_folder(member):
                raise UnlistableError
            if _is_left_behind(member):
                continue
            if len(found) == MOST_FILES:
                raise UnlistableError
            found[member] = content(name=member, pieces=pieces)
    except _DAMAGED as error:
        raise UnlistableError from error
    return found


def _zip(path: Path, budget: _Budget) -> Iterator[tuple[str, Iterator[bytes]]]:
    if has_huge_directory(path):
        raise UnlistableError
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if member.is_dir() or stat.S_ISLNK(member.external_attr >> 16):
                continue
            if member.flag_bits & _ENCRYPTED:
                raise UnlistableError
            if member.compress_type not in {_STORED, _DEFLATED}:
                raise UnlistableError
            with archive.open(member) as source:
                yield member.filename, _pieces(source, budget)


def _tar(path: Path, budget: _Budget) -> Iterator[tuple[str, Iterator[bytes]]]:
    with gzip.open(path) as source:
        for member in tar.members(source, spend=budget.spend):
            if member.size > LARGEST_FILE:
                raise UnlistableError
            yield member.name, member.pieces


def _pieces(source: IO[bytes], budget: _Budget) -> Iterator[bytes]:
    size = 0
    while piece := source.read(_PIECE):
        size += len(piece)
        budget.spend(len(piece))
        if size > LARGEST_FILE:
            raise UnlistableError
        yield piece


def _leaves_folder(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or name[1:2] == ":"


def _is_left_behind(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part in _LEFT_BEHIND or part.startswith(".") for part in parts)
