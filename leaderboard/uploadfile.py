"""Opens an uploaded file as plain CSV on the disk: unpacked, bounded, complete."""

import errno
import gzip
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, NoReturn

from courseops.uploads.head import HEAD_BYTES
from courseops.uploads.zipdirectory import DAMAGED, has_huge_directory
from leaderboard.csvfile import encrypted, is_csv_member, truncated
from leaderboard.filetype import FileType, type_of
from leaderboard.problems import FileRefusedError, Problem, show

_PIECE = 1 << 20
_STORED, _DEFLATED = 0, 8


@contextmanager
def plain_csv(*, path: Path, file_name: str, max_bytes: int) -> Iterator[Path]:
    """Give the path of the uncompressed CSV; a temporary one goes when the block ends.

    *file_name* is the name under which the file was handed in. Raises FileRefusedError
    when there is not exactly one readable CSV of at most *max_bytes*, and OSError for
    what is not the file's fault. Never writes more than *max_bytes*.
    """
    with path.open("rb") as file:
        kind = type_of(head=file.read(HEAD_BYTES), file_name=file_name)
    if isinstance(kind, Problem):
        raise FileRefusedError([kind])
    if kind is FileType.CSV:
        if path.stat().st_size > max_bytes:
            _refuse_size(max_bytes)
        yield path
        return
    with tempfile.NamedTemporaryFile(suffix=".csv") as target:
        if kind is FileType.GZIP:
            _unpack_gzip(path, target, max_bytes)
        else:
            _unpack_zip(path, target, max_bytes)
        target.flush()
        yield Path(target.name)


def _unpack_gzip(path: Path, target: IO[bytes], max_bytes: int) -> None:
    with gzip.open(path) as source:
        try:
            _copy(source, target, max_bytes)
        except EOFError as error:
            raise FileRefusedError([truncated()]) from error
        except (gzip.BadGzipFile, zlib.error) as error:
            raise FileRefusedError([_damaged("gzip file")]) from error


def _unpack_zip(path: Path, target: IO[bytes], max_bytes: int) -> None:
    if has_huge_directory(path):
        _refuse("The zip holds thousands of files; expected one CSV.")
    try:
        with zipfile.ZipFile(path) as archive:
            member = _only_csv(archive.infolist())
            if member.file_size > max_bytes:
                _refuse_size(max_bytes)
            with archive.open(member) as source:
                _copy(source, target, max_bytes)
    except EOFError as error:
        raise FileRefusedError([truncated()]) from error
    except DAMAGED as error:
        raise FileRefusedError([_damaged("zip archive")]) from error
    except OSError as error:
        # A damaged directory sends the reader to a place before the file's beginning.
        if error.errno != errno.EINVAL:
            raise
        raise FileRefusedError([_damaged("zip archive")]) from error


def _only_csv(members: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    """Return the one CSV among *members*; refuse everything else but what is ignored."""
    for member in members:
        if _leaves_folder(member.orig_filename):
            _refuse(
                f"The zip's member {show(member.orig_filename)} has a path that leaves "
                "the folder; expected a plain file name."
            )
    files = [member for member in members if not _is_ignored(member)]
    tables = [member for member in files if is_csv_member(member.filename)]
    others = [member for member in files if member not in tables]
    if not tables:
        found = f"found {_names(others)}" if others else "found no file"
        _refuse(f"The zip holds no CSV: {found}, expected one file ending in .csv.")
    if len(files) > 1:
        _refuse(
            f"The zip holds {len(files)} files: found {_names(files)}, expected one CSV "
            "and nothing else."
        )
    member = tables[0]
    if member.flag_bits & 0x1:
        raise FileRefusedError([encrypted(member.filename)])
    if member.compress_type not in {_STORED, _DEFLATED}:
        _refuse(
            f"The zip's member {show(member.filename)} is compressed by method "
            f"{member.compress_type}; expected the usual one (Deflate)."
        )
    return member


def _leaves_folder(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or name[1:2] == ":"


def _is_ignored(member: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(member.filename.replace("\\", "/")).parts
    return (
        member.filename.endswith("/")
        or "__MACOSX" in parts
        or any(part.startswith(".") for part in parts)
    )


def _names(members: list[zipfile.ZipInfo]) -> str:
    shown = ", ".join(show(member.filename) for member in members[:5])
    return f"{shown} and {len(members) - 5} more" if len(members) > 5 else shown


def _copy(source: IO[bytes] | gzip.GzipFile, target: IO[bytes], max_bytes: int) -> None:
    total = 0
    while piece := source.read(_PIECE):
        total += len(piece)
        if total > max_bytes:
            _refuse_size(max_bytes)
        target.write(piece)


def _refuse(message: str) -> NoReturn:
    raise FileRefusedError([Problem("archive", message)])


def _refuse_size(max_bytes: int) -> NoReturn:
    raise FileRefusedError(
        [
            Problem(
                "size",
                f"The uncompressed file is larger than {max_bytes / 1_000_000:g} MB, "
                "the limit here.",
            )
        ]
    )


def _damaged(what: str) -> Problem:
    return Problem(
        "archive",
        f"The {what} is damaged; compress the CSV again and upload it once more.",
    )
