"""Lists the files of the code that was handed in, in the worker.

A hand-in is first listed as the one file that it is, and then, where it is an archive
that can be read, by what it holds. So an archive at which a worker ends is not tried
again, and stays listed as itself.
"""

import logging
from datetime import datetime
from functools import partial

from django.db import transaction

from courseops import messages
from courseops.uploads.intake import printable
from leaderboard.code import archive
from leaderboard.code.content import Content, content
from leaderboard.models import CodeFile, CodeHandIn

logger = logging.getLogger(__name__)

LIST = "leaderboard.list_code"
_MOST_AT_ONCE = 50
_PIECE = 1 << 20
_NAME_LENGTH = 300


def follow() -> None:
    """Have a worker list what is new, after the commit."""
    transaction.on_commit(partial(messages.send, LIST), robust=True)


def list_waiting(*, at: datetime) -> int:
    """List hand-ins whose files are not listed yet, the oldest first; return how many.

    Safe to run at the same time: each is taken once.
    """
    waiting = CodeHandIn.objects.filter(listed_at=None)[:_MOST_AT_ONCE]
    return sum(_list(handin, at=at) for handin in waiting)


def _list(handin: CodeHandIn, *, at: datetime) -> bool:
    if not _take(handin, at=at):
        return False
    try:
        found = _files(handin)
    except archive.UnlistableError:
        return True
    except (OSError, MemoryError):
        logger.exception("Code %s could not be read; it stays one file.", handin.pk)
        return True
    with transaction.atomic():
        handin.files.all().delete()
        CodeFile.objects.bulk_create(_rows(handin, found))
    return True


def _take(handin: CodeHandIn, *, at: datetime) -> bool:
    """Store a hand-in as the one file that it is, unless another worker did."""
    with transaction.atomic():
        mine = CodeHandIn.objects.filter(pk=handin.pk, listed_at=None)
        if not mine.update(listed_at=at):
            return False
        itself = Content(sha256=handin.sha256, size=handin.size)
        CodeFile.objects.bulk_create(_rows(handin, {handin.file_name: itself}))
    return True


def _files(handin: CodeHandIn) -> dict[str, Content]:
    name = handin.file_name
    if archive.is_archive(name):
        return archive.files(path=handin.file, name=name)
    with handin.file.open("rb") as file:
        pieces = iter(partial(file.read, _PIECE), b"")
        return {name: content(name=name, pieces=pieces)}


def _rows(handin: CodeHandIn, found: dict[str, Content]) -> list[CodeFile]:
    """Return the rows; of names that look the same, the later ones are numbered."""
    rows: dict[str, CodeFile] = {}
    for name, what in found.items():
        shown = _shown(name)
        if shown in rows:
            shown = f"{shown[-_NAME_LENGTH + 8 :]} ({len(rows)})"
        rows[shown] = CodeFile(
            handin=handin, name=shown, sha256=what.sha256, size=what.size
        )
    return list(rows.values())


def _shown(name: str) -> str:
    """Return a name that is safe to show, by its end where it is long."""
    clean = printable(name.replace("\\", "/"))
    if len(clean) > _NAME_LENGTH:
        return f"…{clean[-_NAME_LENGTH + 1 :]}"
    return clean or "unnamed"
