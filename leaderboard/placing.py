"""Keeps a stored file only together with the row that names it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import Error

from leaderboard import intake
from leaderboard.models import CodeHandIn, Submission

logger = logging.getLogger(__name__)


@contextmanager
def with_its_row(
    place: str, *, of: type[Submission] | type[CodeHandIn]
) -> Iterator[None]:
    """Remove the file at *place* if what is done here fails to write its row.

    In doubt the file stays, and the log says so.
    """
    try:
        yield
    except BaseException:
        _remove_unless_named(place, of)
        raise


def _remove_unless_named(place: str, of: type[Submission] | type[CodeHandIn]) -> None:
    try:
        if of.objects.filter(path=place).exists():
            return
    except Error:
        logger.exception("Cannot tell whether a row names %s; the file stays.", place)
        return
    with suppress(OSError):
        intake.remove_placed(place)
