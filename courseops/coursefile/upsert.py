"""Brings the rows of one model to what they should be, with one statement."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def put(
    model: type[Row],
    wanted: Iterable[Mapping[str, Any]],
    *,
    stored: Mapping[Any, Row],
    unique: Sequence[str],
) -> dict[Any, Row]:
    """Store rows with the *wanted* columns; return them by the last *unique* column.

    *stored* holds the rows there are, by the same column: one that is as wanted
    already is not written again. *unique* names the columns that tell rows apart; all
    wanted rows name the same columns.
    """
    key = unique[-1]
    kept: dict[Any, Row] = {}
    changed: list[Row] = []
    columns: Mapping[str, Any] = {}
    for columns in wanted:
        row = stored.get(columns[key])
        if row is not None and _is_as_wanted(row, columns):
            kept[columns[key]] = row
        else:
            changed.append(model(**columns))
    if changed:
        model._default_manager.bulk_create(  # noqa: SLF001 - public, says Django
            changed,
            update_conflicts=True,
            unique_fields=list(unique),
            update_fields=[name for name in columns if name not in unique],
        )
    return kept | {getattr(row, key): row for row in changed}


def _is_as_wanted(row: Model, columns: Mapping[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in columns.items())
