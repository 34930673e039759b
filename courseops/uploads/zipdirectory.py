"""What damaged zips raise; the size of a directory before anything reads it into memory."""

import struct
import zipfile
import zlib
from pathlib import Path

# What zipfile raises for damaged archives; only the first is in its documentation.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    OverflowError,
    LookupError,
    RuntimeError,
)
_LARGEST = 1 << 20
_END = b"PK\x05\x06"
_END_BYTES = 22
_LOCATOR = b"PK\x06\x07"
_LOCATOR_BYTES = 20
_COMMENT_BYTES = 1 << 16


def has_huge_directory(path: Path) -> bool:
    """Tell whether the zip at *path* lists more files than anybody hands in.

    False also where no directory is found: opening the zip then fails by itself.
    """
    size = path.stat().st_size
    start = max(0, size - _END_BYTES - _LOCATOR_BYTES - _COMMENT_BYTES)
    with path.open("rb") as file:
        file.seek(start)
        tail = file.read()
        at = tail.rfind(_END)
        if at < 0 or at + _END_BYTES > len(tail):
            return False
        directory: int = struct.unpack_from("<I", tail, at + 12)[0]
        locator = tail[max(0, at - _LOCATOR_BYTES) : at]
        if locator.startswith(_LOCATOR):
            file.seek(min(size, struct.unpack_from("<Q", locator, 8)[0]))
            record = file.read(48)
            if len(record) == 48:
                directory = struct.unpack_from("<Q", record, 40)[0]
    return directory > _LARGEST
