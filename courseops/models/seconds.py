"""Instants as numbers, counted by the database."""

from datetime import datetime, timedelta
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import FloatField, Func
from django.db.models.sql.compiler import SQLCompiler


class Seconds(Func):
    """Whole seconds since 1970 in UTC, None for no instant.

    Making a datetime of each of a hundred thousand rows takes longer than the rest.
    """

    output_field = FloatField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        """Read the text in which SQLite keeps instants."""
        template = "CAST(strftime('%%%%s', %(expressions)s) AS REAL)"
        sql: tuple[str, Any] = self.as_sql(
            compiler, connection, template=template, **context
        )
        return sql

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        """Leave the fraction away, as SQLite does."""
        template = (
            "CAST(FLOOR(EXTRACT(EPOCH FROM %(expressions)s)) AS double precision)"
        )
        sql: tuple[str, Any] = self.as_sql(
            compiler, connection, template=template, **context
        )
        return sql


def second_after(instant: datetime) -> datetime:
    """Return the first instant that counts as later: arrivals are floored to seconds."""
    return instant.replace(microsecond=0) + timedelta(seconds=1)
