"""Files that somebody looks at before they are taken in, kept for a day at most."""

import hashlib
import re
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation

KEPT = timedelta(days=1)
_FOLDER = "quiz-imports"


class GoneError(LookupError):
    """The file is not there any more."""


def keep(data: bytes, *, at: datetime) -> str:
    """Keep *data* and return its key; what was kept before yesterday goes."""
    folder = Path(settings.MEDIA_ROOT) / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    oldest = (at - KEPT).timestamp()
    for path in folder.iterdir():
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
    key = hashlib.sha256(data).hexdigest()
    path = folder / key
    beside = path.with_suffix(".part")
    beside.write_bytes(data)
    beside.replace(path)
    return key


def content(key: str) -> bytes:
    """Return what was kept under *key*; raises GoneError."""
    if not re.fullmatch("[0-9a-f]{64}", key):
        raise SuspiciousFileOperation(key)
    try:
        return (Path(settings.MEDIA_ROOT) / _FOLDER / key).read_bytes()
    except FileNotFoundError as error:
        raise GoneError(key) from error


def drop(key: str) -> None:
    """Delete what was kept under *key*, once it is taken in."""
    (Path(settings.MEDIA_ROOT) / _FOLDER / key).unlink(missing_ok=True)
