"""A file on its way from a request to its place on the disk."""

import hashlib
import logging
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from courseops.durable import sync
from courseops.uploads.head import HEAD_BYTES
from courseops.uploads.names import display_name
from courseops.uploads.refusals import RefusalError

logger = logging.getLogger(__name__)

_SUFFIXES = (".csv.gz", ".tar.gz", ".csv", ".gz", ".zip", ".py", ".ipynb", ".pdf")


@dataclass(frozen=True, kw_only=True)
class Staged:
    """A file that has arrived, not yet anybody's submission.

    ``size`` counts every byte that came, in a file too large also those that were
    not kept; such a file has no content and no ``sha256``. ``head`` is its first
    64 KiB. ``file_name`` is safe to show and is never used as a path.
    """

    path: Path
    file_name: str
    size: int
    sha256: str
    head: bytes
    too_large: bool

    def place(self, *, folder: str) -> str:
        """Move the file below MEDIA_ROOT / *folder* for good; return where it is.

        When this returns, the file survives a power cut. Raises RefusalError
        (``storage``) if the disk does not take it.
        """
        suffix = next((s for s in _SUFFIXES if self.file_name.lower().endswith(s)), "")
        place = f"{folder}/{uuid.uuid4().hex}{suffix}"
        target = Path(settings.MEDIA_ROOT) / place
        try:
            sync(self.path)
            _make_folder(target.parent)
            self.path.replace(target)
            sync(target.parent)
        except OSError as error:
            with suppress(OSError):
                target.unlink(missing_ok=True)
            raise _storage_refusal(error) from error
        return place

    def discard(self) -> None:
        """Remove the file unless it has been placed."""
        self.path.unlink(missing_ok=True)


class Part:
    """A file on its way in.

    A failing disk is remembered, not raised, so that the request is still read to its
    end and its sender gets an answer.
    """

    def __init__(self, *, file_name: str, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._file_name = display_name(file_name)
        self._path = Path(settings.MEDIA_ROOT) / "incoming" / f"{uuid.uuid4().hex}.part"
        self._hash = hashlib.sha256()
        self._head = b""
        self._size = 0
        self._file: BinaryIO | None = None
        self._failure: OSError | None = None
        try:
            _make_folder(self._path.parent)
            self._file = self._path.open("xb")
        except OSError as error:
            self._failure = error

    def write(self, chunk: bytes) -> None:
        self._size += len(chunk)
        if self._file is None:
            return
        if self._size > self._max_bytes:
            self.discard()
            return
        if len(self._head) < HEAD_BYTES:
            self._head += chunk[: HEAD_BYTES - len(self._head)]
        self._hash.update(chunk)
        try:
            self._file.write(chunk)
        except OSError as error:
            self._failure = error
            self.discard()

    def finish(self) -> Staged:
        too_large = self._size > self._max_bytes
        if self._file is not None:
            try:
                self._file.close()
            except OSError as error:
                self._failure = error
        if self._failure is not None:
            self.discard()
            raise _storage_refusal(self._failure) from self._failure
        return Staged(
            path=self._path,
            file_name=self._file_name,
            size=self._size,
            sha256="" if too_large else self._hash.hexdigest(),
            head=self._head,
            too_large=too_large,
        )

    def discard(self) -> None:
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            self._file = None
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync(folder.parent)


def _storage_refusal(error: OSError) -> RefusalError:
    logger.error("An upload could not be stored: %s", error)
    return RefusalError(
        "storage",
        "The file could not be stored: the server's disk is full or not writable."
        " Nothing was kept and it cost no attempt; please try again later, and tell"
        " the course's staff.",
    )
