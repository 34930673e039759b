"""Where a command writes what it was asked for: a file, or standard output."""

import os
import stat
import tempfile
from pathlib import Path

from django.core.management.base import CommandError, OutputWrapper

_NEW_FILE_MODE = 0o640


def write_whole(path: Path, content: bytes) -> None:
    """Write all of *content* to *path* or leave what is there; nobody sees half of it.

    A file keeps its mode; a pipe or device is written to. Raises CommandError.
    """
    try:
        path = path.resolve()
        if path.exists() and not path.is_file():
            path.write_bytes(content)
        else:
            _replace(path, content)
    except OSError as error:
        raise CommandError(f"Cannot write {path}: {error.strerror}.") from error


def print_whole(stdout: OutputWrapper, content: bytes) -> None:
    """Write the bytes as they are, whatever encoding the terminal has.

    Raises CommandError where they cannot be written.
    """
    # Only what has no bytes beneath it, such as a StringIO, is given text.
    stream = getattr(stdout, "buffer", None)
    try:
        if stream is None:
            stdout.write(content.decode(), ending="")
        else:
            # An unbuffered stream takes what there is room for, and says how much.
            rest = memoryview(content)
            while rest:
                rest = rest[stream.write(rest) :]
        stdout.flush()
    except OSError as error:
        raise CommandError(
            f"Cannot write to standard output: {error.strerror}."
        ) from error


def _replace(path: Path, content: bytes) -> None:
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else _NEW_FILE_MODE
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(mode)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
