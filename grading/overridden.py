"""What a mark that staff set stands in place of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np

from courseops.models import Enrollment
from grading import evidence, gradebook, statement
from grading.evidence import Evidence
from grading.models import Override
from grading.policy.book import Gradebook
from grading.targets import Target, override_targets

Value = float | str | None
_PLURAL = {"assignment": "assignments", "category": "categories"}
_LEVELS = {
    "category": "Categories",
    "assignment": "Assignments",
    "component": "Components",
}


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A target as it stands, and the override on it; None is no mark."""

    target: Target
    shown: Value
    override: Override | None

    @property
    def level(self) -> str:
        """The heading under which this stands."""
        return _LEVELS.get(self.target.name.partition(":")[0], "The whole course")


def standings(student: Enrollment, *, at: datetime) -> Sequence[Standing]:
    """Return everything that can be overridden of *student*, as it stands at *at*."""
    shown = _values(gradebook.of_one(course=student.course, at=at, enrollment=student))
    rows = Override.objects.filter(enrollment=student).select_related("actor")
    known = {row.target: row for row in rows}
    return [
        Standing(target=target, shown=shown.get(name), override=known.get(name))
        for name, target in override_targets(student).items()
    ]


def computed(student: Enrollment, target: Target, *, at: datetime) -> Value:
    """Return what *target* would be at *at* without an override on it.

    Overrides on anything else stay in force.
    """
    found = evidence.load(course=student.course, at=at, enrollment=student)
    book = gradebook.compute(_without(found, target.name), at=at)
    value = _values(book).get(target.name)
    if target.is_letter and value is None and book.waits_for_class:
        return _curved_letter(student, at=at)
    return value


def _curved_letter(student: Enrollment, *, at: datetime) -> str | None:
    """Return the provisional letter among the class, which a curve takes."""
    found = evidence.load(course=student.course, at=at)
    letters = {key: one for key, one in found.letters.items() if key != student.pk}
    whole = gradebook.compute(replace(found, letters=letters), at=at)
    row = whole.students.key.tolist().index(student.pk)
    letter: str | None = whole.letter[row]
    return letter


def _without(found: Evidence, name: str) -> Evidence:
    if name == "letter":
        return replace(found, letters={})
    level, _, slug = name.partition(":")
    overrides = {key: one for key, one in found.overrides.items() if key != name}
    found = replace(found, overrides=overrides)
    if level != "component" or slug not in found.facts:
        return found
    facts = found.facts[slug]
    none = np.full(len(found.students), np.nan)
    return replace(found, facts={**found.facts, slug: replace(facts, override=none)})


def _values(book: Gradebook) -> dict[str, Value]:
    """Return the marks of the only student of *book*, by target."""
    shown: dict[str, Any] = statement.student(book, 0)
    values = {name: shown[name] for name in ("total", "final", "letter")}
    values |= {
        f"component:{slug}": one["mark"] for slug, one in shown["components"].items()
    }
    for level, plural in _PLURAL.items():
        values |= {f"{level}:{slug}": mark for slug, mark in shown[plural].items()}
    return values
