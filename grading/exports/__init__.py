"""The gradebook as files: for programs, spreadsheets and other systems (course-file.md).

The same gradebook gives the same bytes, on every database.
"""

from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec

from grading.exports.delimited import as_csv
from grading.exports.harmless import harmless
from grading.exports.machine import as_json, generated_at
from grading.policy.book import Gradebook

__all__ = [
    "FORMATS",
    "Format",
    "MissingLibraryError",
    "as_csv",
    "as_json",
    "available",
    "generated_at",
    "harmless",
    "render",
]


@dataclass(frozen=True, kw_only=True)
class Format:
    """One kind of file. ``suffix`` ends its name, ``content_type`` is for browsers."""

    name: str
    title: str
    suffix: str
    content_type: str
    about: str


_ALL = (
    Format(
        name="xlsx",
        title="Excel",
        suffix=".xlsx",
        content_type=(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        ),
        about=(
            "For people. Marks are numbers in full precision, shown with two decimals;"
            " a second sheet says what the columns mean."
        ),
    ),
    Format(
        name="csv",
        title="CSV",
        suffix=".csv",
        content_type="text/csv; charset=utf-8",
        about=(
            "For any spreadsheet. Marks with two decimals; text that a spreadsheet"
            " would run as a formula begins with an apostrophe."
        ),
    ),
    Format(
        name="canvas",
        title="Canvas",
        suffix=".canvas.csv",
        content_type="text/csv; charset=utf-8",
        about=(
            "For the gradebook of Canvas: a column per assignment, out of 100 points."
            " Empty cells leave there what is there."
        ),
    ),
    Format(
        name="json",
        title="JSON",
        suffix=".json",
        content_type="application/json",
        about=(
            "For programs. Everything: states, windows, slack days, factors, with every"
            " digit and every character as it is."
        ),
    ),
    Format(
        name="parquet",
        title="Parquet",
        suffix=".parquet",
        content_type="application/vnd.apache.parquet",
        about=(
            "For data frames. The columns of the CSV with their types, in full"
            " precision."
        ),
    ),
)
FORMATS = {one.name: one for one in _ALL}


class MissingLibraryError(Exception):
    """A format needs a library that is not installed; the message says which file."""


def available() -> list[Format]:
    """Return the formats that this installation can write."""
    has_arrow = find_spec("pyarrow") is not None
    return [one for one in _ALL if has_arrow or one.name != "parquet"]


def render(
    book: Gradebook,
    *,
    format: str,  # noqa: A002
    as_of: datetime | None,
    final: bool,
    explain: bool,
) -> bytes:
    """Return the gradebook in one of FORMATS; *explain* has a place in JSON only.

    Raises MissingLibraryError for Parquet without pyarrow.
    """
    if format == "json":
        text = as_json(book, as_of=as_of, final=final, explain=explain)
        return text.encode()
    if format == "csv":
        return as_csv(book, final=final).encode()
    # What only some requests need is loaded by them.
    module = import_module(f"grading.exports.{format}")
    written: bytes = module.write(book, as_of=as_of, final=final)
    return written
