"""Quotes lines of a student's own file beside what is wrong with them."""

import gzip
import zlib
from collections.abc import Collection, Mapping
from io import BufferedIOBase
from pathlib import Path

# A page never reads more of a file than this: 4 MiB is about 300,000 short rows.
MOST_BYTES = 4 << 20
MOST_CHARACTERS = 120


def excerpts(*, path: Path, lines: Collection[int]) -> Mapping[int, str]:
    """Return those of the *lines* (from 1) that stand near the start of a file.

    Reads ``.csv`` and ``.gz`` files. Lines further on, a file that is gone or is no
    such text are left out: the message beside them says enough.
    """
    found: dict[int, str] = {}
    last = max(lines, default=0)
    try:
        with _opened(path) as file:
            left = MOST_BYTES
            for number in range(1, last + 1):
                line = file.readline(left)
                left -= len(line)
                if not line or left <= 0:
                    break
                if number in lines:
                    found[number] = _shown(line)
    except (OSError, EOFError, zlib.error):
        return found
    return found


def _opened(path: Path) -> BufferedIOBase:
    if path.suffix == ".gz":
        return gzip.GzipFile(path)
    if path.suffix == ".csv":
        return path.open("rb")
    raise FileNotFoundError(path)


def _shown(line: bytes) -> str:
    text = line[: 4 * MOST_CHARACTERS].decode("utf-8", "replace").rstrip("\r\n")
    text = text.removeprefix("\ufeff")
    shown = "".join(mark if mark.isprintable() else "\ufffd" for mark in text)
    return shown if len(shown) <= MOST_CHARACTERS else f"{shown[:MOST_CHARACTERS]}…"
