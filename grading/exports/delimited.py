"""The gradebook as CSV, for people with a spreadsheet (course-file.md)."""

import io
from typing import Any

from defusedcsv.csv import writer as defused_writer

from grading.exports.harmless import harmless
from grading.exports.table import Holds, columns, rows
from grading.policy.book import Gradebook


def as_csv(book: Gradebook, *, final: bool) -> str:
    """Return the form for spreadsheets: two decimals, an empty cell for pending.

    What is unmet is separated by spaces. Text that a spreadsheet would run as a
    formula begins with an apostrophe.
    """
    file = io.StringIO()
    written = defused_writer(file)
    shape = columns(book.plan)
    written.writerow([column.name for column in shape])
    for row in rows(book, final=final):
        written.writerow(
            [
                _cell(value, column.holds)
                for value, column in zip(row, shape, strict=True)
            ]
        )
    return file.getvalue()


def _cell(value: Any, holds: Holds) -> Any:
    if value is None:
        return None
    if holds is Holds.MARK:
        return f"{value:.2f}"
    if holds is Holds.WORDS:
        return " ".join(value)
    return harmless(value) if holds is Holds.TEXT else value
