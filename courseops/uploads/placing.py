"""Keeps a stored file only together with the row that names it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.db import Error, models

from courseops.uploads import intake

logger = logging.getLogger(__name__)


@contextmanager
def with_its_row(place: str, *, of: models.Manager[Any]) -> Iterator[None]:
    """Remove the file at *place* if what is done here fails to write its row.

    The row is one that *of* manages, whose ``path`` names the file. In doubt the file stays, and
    the log says so.
    """
    try:
        yield
    except BaseException:
        _remove_unless_named(place, of)
        raise


def _remove_unless_named(place: str, of: models.Manager[Any]) -> None:
    try:
        if of.filter(path=place).exists():
            return
    except Error:
        logger.exception("Cannot tell whether a row names %s; the file stays.", place)
        return
    with suppress(OSError):
        intake.remove_placed(place)
