"""The gradebook as files: JSON for programs, CSV for people (course-file.md).

The same gradebook gives the same bytes, on every database.
"""

import io
import json
from datetime import datetime
from typing import Any

from defusedcsv.csv import writer as defused_writer

from grading import statement
from grading.derivation.steps import iso
from grading.policy.book import Gradebook

FORMATS = ("csv", "json")
PEOPLE_COLUMNS = ("login", "name", "email", "track", "basis", "status")
# A spreadsheet reads these as the start of a formula too, which defusedcsv leaves.
_ALSO_DANGEROUS = ("\t", "\r", "\n")


def render(
    book: Gradebook,
    *,
    format: str,  # noqa: A002
    as_of: datetime | None,
    final: bool,
    explain: bool,
) -> str:
    """Return the gradebook in one of FORMATS; *explain* has a place in JSON only."""
    if format == "csv":
        return as_csv(book, final=final)
    return as_json(book, as_of=as_of, final=final, explain=explain)


def as_json(
    book: Gradebook, *, as_of: datetime | None, final: bool, explain: bool
) -> str:
    """Return the machine form: full precision, null for pending, a student per line.

    ``generated_at`` is *as_of*, else the instant of the last change shown. Letters
    follow ``total``, with *final* they follow ``final`` and results are given.
    *explain* adds the steps of every mark.
    """
    head = {
        "course": book.plan.slug,
        "generated_at": _generated_at(book, as_of),
        "policy_version": book.plan.policy_version,
        "curve": {"published_at": None, "stale": False},
    }
    start = json.dumps(head, ensure_ascii=False).removesuffix("}")
    students = ",\n".join(
        json.dumps(
            statement.student(book, row, final=final, explain=explain),
            ensure_ascii=False,
            allow_nan=False,
        )
        for row in range(len(book))
    )
    return f'{start}, "students": [\n{students}\n]}}\n'


def as_csv(book: Gradebook, *, final: bool) -> str:
    """Return the form for spreadsheets: two decimals, an empty cell for pending.

    What is unmet is separated by spaces. Text that a spreadsheet would run as a
    formula begins with an apostrophe.
    """
    file = io.StringIO()
    rows = defused_writer(file)
    plan = book.plan
    components = [component.slug for _, _, component in plan.components()]
    rows.writerow(
        [
            *PEOPLE_COLUMNS,
            *(f"component:{slug}" for slug in components),
            *(f"assignment:{a.slug}" for _, a in plan.assignments()),
            *(f"category:{category.slug}" for category in plan.categories),
            *("total", "final", "letter", "result", "slack_left", "unmet"),
        ]
    )
    for row in range(len(book)):
        student = statement.student(book, row, final=final)
        marks = [
            *(student["components"].get(slug, {}).get("mark") for slug in components),
            *student["assignments"].values(),
            *student["categories"].values(),
            student["total"],
            student["final"],
        ]
        rows.writerow(
            [
                *(_harmless(text) for text in _person(book, row)),
                *("" if mark is None else f"{mark:.2f}" for mark in marks),
                student["letter"],
                student["result"],
                student["slack_left"],
                " ".join(student["unmet"]),
            ]
        )
    return file.getvalue()


def _generated_at(book: Gradebook, as_of: datetime | None) -> str | None:
    if as_of is not None:
        return iso(as_of.timestamp())
    return None if book.changed_at is None else iso(book.changed_at)


def _person(book: Gradebook, row: int) -> list[Any]:
    return [getattr(book.students, column)[row] for column in PEOPLE_COLUMNS]


def _harmless(text: str | None) -> str | None:
    """Mark as text what defusedcsv leaves: a cell that begins with white space."""
    if text and text.startswith(_ALSO_DANGEROUS):
        return f"'{text}"
    return text
