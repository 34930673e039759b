"""The gradebook as JSON, for programs: the stable form of course-file.md."""

import json
from datetime import datetime

from grading import statement
from grading.derivation.steps import iso
from grading.policy.book import Gradebook


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
        "generated_at": generated_at(book, as_of),
        "policy_version": book.plan.policy_version,
        "curve": _curve(book),
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


def _curve(book: Gradebook) -> dict[str, object]:
    made = book.published
    at = None if made is None else iso(made.at.timestamp())
    return {"published_at": at, "stale": book.is_stale}


def generated_at(book: Gradebook, as_of: datetime | None) -> str | None:
    """Return *as_of*, else the instant of the last change shown; None without one."""
    if as_of is not None:
        return iso(as_of.timestamp())
    return None if book.changed_at is None else iso(book.changed_at)
