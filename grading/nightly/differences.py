"""What differs between two exports, read as JSON; pure."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from grading.policy.columns import EQUAL

Exported = Mapping[str, Any]
_WHOLE = ("total", "final", "letter")


def students_of(export: Exported) -> dict[str, Exported]:
    """Return the students of an export by login."""
    return {student["login"]: student for student in export["students"]}


def differences(before: Exported, after: Exported) -> dict[str, Any]:
    """Return who came and went, how many marks changed, and every total and letter.

    ``marks`` counts by target (``component:SLUG``, …, ``total``) those in both exports;
    numbers that differ by at most 1e-9 are equal.
    """
    old, new = students_of(before), students_of(after)
    both = [login for login in new if login in old]
    counts = Counter(
        target for login in both for target in _changed(old[login], new[login])
    )
    return {
        "added": [login for login in new if login not in old],
        "removed": [login for login in old if login not in new],
        "marks": dict(sorted(counts.items())),
        "totals": _changes("total", both, old, new),
        "letters": _changes("letter", both, old, new),
    }


def _changed(one: Exported, other: Exported) -> Iterator[str]:
    known = dict(_targets(one))
    for target, value in _targets(other):
        if not same(known.get(target), value):
            yield target


def whole_differs(one: Exported, other: Exported) -> bool:
    """Tell whether a student's total, final or letter is another one."""
    return not all(same(one.get(target), other.get(target)) for target in _WHOLE)


def same(one: Any, other: Any) -> bool:
    """Tell whether two marks or letters are equal."""
    if isinstance(one, float | int) and isinstance(other, float | int):
        return abs(one - other) <= EQUAL
    return bool(one == other)


def _targets(student: Exported) -> Iterator[tuple[str, Any]]:
    for slug, component in student["components"].items():
        yield f"component:{slug}", component.get("mark")
    for slug, mark in student["assignments"].items():
        yield f"assignment:{slug}", mark
    for slug, mark in student["categories"].items():
        yield f"category:{slug}", mark
    for target in _WHOLE:
        yield target, student.get(target)


def _changes(
    target: str,
    logins: list[str],
    old: Mapping[str, Exported],
    new: Mapping[str, Exported],
) -> list[dict[str, Any]]:
    return [
        {"login": login, "before": old[login].get(target), "after": new[login][target]}
        for login in logins
        if not same(old[login].get(target), new[login][target])
    ]
