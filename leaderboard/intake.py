"""Takes a file in: once through, hashed on the way, safely on the disk.

A view receives like this. The handler stands before anything reads the body, so the
right to submit is checked first and the CSRF token last::

    @csrf_exempt
    @require_POST
    def upload(request, course, component):
        place = access(user=request.user, course_slug=course, permission=SUBMIT)
        competition = ...
        with intake.receiving(request, max_bytes=competition.max_bytes) as incoming:
            return _receive(request, incoming=incoming, ...)

    @csrf_protect
    def _receive(request, *, incoming, ...):
        try:
            submission = services.accept(staged=incoming.staged(), ...)
        except RefusalError as refusal: ...

What is staged and not placed is removed when the block ends, however it ends.
"""

import hashlib
import logging
import os
import unicodedata
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from leaderboard.csvfile import HEAD_BYTES
from leaderboard.refusals import RefusalError

logger = logging.getLogger(__name__)

FIELD = "file"
_CHUNK_BYTES = 1024 * 1024
_NAME_LENGTH = 200
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
            _sync(self.path)
            _make_folder(target.parent)
            self.path.replace(target)
            _sync(target.parent)
        except OSError as error:
            with suppress(OSError):
                target.unlink(missing_ok=True)
            raise _storage_refusal(error) from error
        return place

    def discard(self) -> None:
        """Remove the file unless it has been placed."""
        self.path.unlink(missing_ok=True)


class _Part:
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


class Incoming(FileUploadHandler):
    """Receives the first file of the field ``file`` and lets all else pass by."""

    chunk_size = _CHUNK_BYTES

    def __init__(self, request: HttpRequest, *, max_bytes: int) -> None:
        super().__init__(request)
        self.request: HttpRequest = request
        self._max_bytes = max_bytes
        self._part: _Part | None = None
        self._takes = False
        self._complete = False

    def new_file(
        self, field_name: str, file_name: str, *args: object, **kwargs: object
    ) -> None:
        self._takes = field_name == FIELD and self._part is None
        if self._takes:
            self._part = _Part(file_name=file_name, max_bytes=self._max_bytes)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self._takes and self._part is not None:
            self._part.write(raw_data)

    def file_complete(self, file_size: int) -> None:
        if self._takes:
            self._complete = True

    def staged(self) -> Staged:
        """Read the request to its end; return the file.

        Raises RefusalError: ``no_file`` where the request holds none or broke off,
        ``unreadable`` where it is no form, ``storage`` if the disk did not take it.
        """
        try:
            _ = self.request.FILES
        except (MultiPartParserError, SuspiciousOperation) as error:
            raise RefusalError(
                "unreadable", f"The request could not be read: {error}"
            ) from error
        except UnreadablePostError:
            logger.info("An upload broke off.")
        if self._part is None or not self._complete:
            raise RefusalError(
                "no_file", f"No file arrived; send one in the field “{FIELD}”."
            )
        return self._part.finish()

    def discard(self) -> None:
        """Remove what has arrived, unless it has been placed."""
        if self._part is not None:
            self._part.discard()


@contextmanager
def receiving(request: HttpRequest, *, max_bytes: int) -> Iterator[Incoming]:
    """Let *request*'s file stream to the disk, up to *max_bytes* of it.

    Must be entered before anything reads the body.
    """
    incoming = Incoming(request, max_bytes=max_bytes)
    request.upload_handlers = [incoming]
    try:
        yield incoming
    finally:
        incoming.discard()


@contextmanager
def staging(source: Path, *, max_bytes: int) -> Iterator[Staged]:
    """Take in the file at *source* as an upload would be; the source stays.

    Raises OSError if it cannot be read, RefusalError (``storage``) if the disk does
    not take the copy.
    """
    with source.open("rb") as file:
        part = _Part(file_name=source.name, max_bytes=max_bytes)
        try:
            while chunk := file.read(_CHUNK_BYTES):
                part.write(chunk)
            yield part.finish()
        finally:
            part.discard()


def remove_stale_parts(*, before: datetime) -> int:
    """Remove what a killed process left in ``incoming``, last written *before*.

    Returns how many files went.
    """
    removed = 0
    for part in (Path(settings.MEDIA_ROOT) / "incoming").glob("*.part"):
        with suppress(FileNotFoundError):
            if part.stat().st_mtime < before.timestamp():
                part.unlink()
                removed += 1
    return removed


def remove_placed(place: str) -> None:
    """Remove a placed file that no row names."""
    (Path(settings.MEDIA_ROOT) / place).unlink(missing_ok=True)


def display_name(name: str) -> str:
    """Return the last part of *name*, without signs that hide or reorder text.

    At most 200 characters; the ending survives.
    """
    clean = printable(name.replace("\\", "/").rsplit("/", 1)[-1])
    if len(clean) > _NAME_LENGTH:
        clean = f"{clean[: _NAME_LENGTH - 21]}…{clean[-20:]}"
    return clean or "unnamed"


def printable(text: str) -> str:
    """Return *text* on one line, without signs that hide or reorder text."""
    clean = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)
    return " ".join(clean.split())


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync(folder.parent)


def _sync(path: Path) -> None:
    """Wait until a file's bytes, or a folder's list of names, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _storage_refusal(error: OSError) -> RefusalError:
    logger.error("An upload could not be stored: %s", error)
    return RefusalError(
        "storage",
        "The file could not be stored: the server's disk is full or not writable."
        " Nothing was kept and it cost no attempt; please try again later, and tell"
        " the course's staff.",
    )
