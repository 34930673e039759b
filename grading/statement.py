"""One student's grades in the words of the JSON export (course-file.md).

The export, the API and the recorded marks all use this form.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from grading import derivation
from grading.derivation.steps import none_if_nan
from grading.policy.book import Gradebook
from grading.policy.columns import State, Window
from grading.policy.plan import ComponentPlan


def student(
    book: Gradebook, row: int, *, final: bool = False, explain: bool = False
) -> dict[str, Any]:
    """Return everything shown of the student in *row*; null is pending or not meant.

    Components of other tracks are absent. Letters follow ``total``, with *final* they
    follow ``final``; results of pass/fail and audit exist with *final* only. *explain*
    adds ``steps`` to each component, and under the student's own ``steps`` those of
    assignments, categories, ``total`` and ``final``.
    """
    people, total = book.students, book.total
    form = {
        "login": people.login[row],
        "track": people.track[row],
        "basis": people.basis[row],
        "status": people.status[row],
        "components": {
            item.slug: component(book, item, row, explain=explain)
            for _, _, item in book.plan.components()
            if book.components[item.slug].applies[row]
        },
        "assignments": {
            assignment.slug: none_if_nan(total.assignments[assignment.slug][row])
            for _, assignment in book.plan.assignments()
        },
        "categories": {
            category.slug: none_if_nan(total.categories[category.slug].mark[row])
            for category in book.plan.categories
        },
        "total": none_if_nan(total.mark[row]),
        "final": none_if_nan(book.final.mark[row]),
        "letter": (book.final_letter if final else book.letter)[row],
        "result": _result(book, row, final=final),
        "slack_left": None if book.slack_left is None else int(book.slack_left[row]),
        "unmet": list(book.unmet[row]),
    }
    return {**form, "steps": steps(book, row)} if explain else form


def component(
    book: Gradebook,
    item: ComponentPlan,
    row: int,
    *,
    explain: bool = False,
) -> dict[str, Any]:
    """Return one component of the student in *row*."""
    columns = book.components[item.slug]
    state = State(int(book.states[item.slug][row]))
    settled = not np.isnan(columns.slack_used[row])
    chosen = int(columns.submission[row])
    received = chosen >= 0
    window = Window(int(columns.window[row])).name.lower()
    named = received and item.kind == "competition"
    form: dict[str, Any] = {
        "state": state.name.lower(),
        "mark": none_if_nan(columns.mark[row]),
        "raw": none_if_nan(columns.raw[row]),
        "window": window if settled or received else None,
        "days_late": _whole(columns.days_late[row]),
        "slack_used": _whole(columns.slack_used[row]),
        "early_met": _told(columns.early_met[row]),
        "bonus": none_if_nan(columns.bonus[row]),
        "factors": [
            float(factor[row])
            for factor in columns.factors.in_order()
            if not np.isnan(factor[row])
        ],
        "submission": book.submissions[item.slug].name(chosen) if named else None,
    }
    if explain:
        form["steps"] = _as_json(derivation.component_steps(book, item, row))
    return form


def steps(book: Gradebook, row: int) -> dict[str, Any]:
    """Return the derivations above the components, by level."""
    plan = book.plan
    return {
        "assignments": {
            one.slug: _as_json(derivation.assignment_steps(one, book.total, row))
            for _, one in plan.assignments()
        },
        "categories": {
            one.slug: _as_json(derivation.category_steps(book, one, book.total, row))
            for one in plan.categories
        },
        "total": _as_json(derivation.total_steps(book, book.total, row)),
        "final": _as_json(derivation.total_steps(book, book.final, row)),
    }


def _result(book: Gradebook, row: int, *, final: bool) -> str | None:
    if final:
        return book.result[row]
    return book.letter[row] if book.students.basis[row] == "letter" else None


def _whole(number: float) -> int | None:
    return None if np.isnan(number) else int(number)


def _told(answer: float) -> bool | None:
    return None if np.isnan(answer) else bool(answer)


def _as_json(made: Sequence[derivation.Step]) -> list[dict[str, Any]]:
    return [step.as_json() for step in made]
