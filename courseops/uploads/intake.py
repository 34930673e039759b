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

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from courseops.uploads.names import display_name, printable
from courseops.uploads.refusals import RefusalError
from courseops.uploads.staged import Part, Staged

__all__ = [
    "Incoming",
    "Staged",
    "display_name",
    "printable",
    "receiving",
    "remove_placed",
    "remove_stale_parts",
    "staging",
]

logger = logging.getLogger(__name__)

FIELD = "file"
_CHUNK_BYTES = 1024 * 1024


class Incoming(FileUploadHandler):
    """Receives the first files of the field ``file`` and lets all else pass by.

    They are *most* at most; of what comes after them nothing is kept.
    """

    chunk_size = _CHUNK_BYTES

    def __init__(self, request: HttpRequest, *, max_bytes: int, most: int = 1) -> None:
        super().__init__(request)
        self.request: HttpRequest = request
        self._max_bytes = max_bytes
        self._most = most
        self._sent = 0
        self._parts: list[Part] = []
        self._complete: list[Part] = []
        self._current: Part | None = None
        self._broke_off = False

    def new_file(
        self, field_name: str, file_name: str, *args: object, **kwargs: object
    ) -> None:
        self._current = None
        if field_name != FIELD:
            return
        self._sent += 1
        if self._sent <= self._most:
            self._current = Part(file_name=file_name, max_bytes=self._max_bytes)
            self._parts.append(self._current)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self._current is not None:
            self._current.write(raw_data)

    def file_complete(self, file_size: int) -> None:
        if self._current is not None:
            self._complete.append(self._current)

    def staged(self) -> Staged:
        """Read the request to its end; return the first file.

        Raises RefusalError: ``no_file`` where the request holds none or broke off,
        ``unreadable`` where it is no form, ``storage`` if the disk did not take it.
        """
        self._read()
        if not self._complete:
            raise RefusalError(
                "no_file", f"No file arrived; send one in the field “{FIELD}”."
            )
        return self._complete[0].finish()

    def every(self) -> list[Staged]:
        """Read the request to its end; return its files, in their order, maybe none.

        Raises RefusalError: ``no_file`` where the request broke off, ``too_many`` for
        more files than are taken at once, ``unreadable`` and ``storage`` as above.
        """
        self._read()
        if self._broke_off or len(self._complete) < len(self._parts):
            raise RefusalError(
                "no_file", "The upload broke off before all files had arrived."
            )
        if self._sent > self._most:
            raise RefusalError(
                "too_many",
                f"{self._sent} files were sent; at most {self._most} are taken at once."
                " Pack them into one zip.",
            )
        return [part.finish() for part in self._complete]

    def discard(self) -> None:
        """Remove what has arrived, unless it has been placed."""
        for part in self._parts:
            part.discard()

    def _read(self) -> None:
        try:
            _ = self.request.FILES
        except (MultiPartParserError, SuspiciousOperation) as error:
            raise RefusalError(
                "unreadable", f"The request could not be read: {error}"
            ) from error
        except UnreadablePostError:
            logger.info("An upload broke off.")
            self._broke_off = True


@contextmanager
def receiving(
    request: HttpRequest, *, max_bytes: int, most: int = 1
) -> Iterator[Incoming]:
    """Let *request*'s files stream to the disk: *most* of them, up to *max_bytes* each.

    Must be entered before anything reads the body.
    """
    incoming = Incoming(request, max_bytes=max_bytes, most=most)
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
        part = Part(file_name=source.name, max_bytes=max_bytes)
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
