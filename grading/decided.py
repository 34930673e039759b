"""Loads what staff and students decided: deadlines moved, work excused, marks set."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from courseops.extensions import moved
from courseops.models import Component, Course, Extension, SlackCap
from grading.models import Override, Waiver
from grading.plans import seconds
from grading.policy.columns import Bools, Floats
from grading.policy.when import Deadlines, same_for_all
from grading.roll import Roll

CODE = "/code"


@dataclass(frozen=True, kw_only=True)
class Decisions:
    """Decisions in force; columns have a row per student of the roll.

    ``caps`` have an entry for every component, ``overrides`` (by target) and
    ``waived`` (by assignment, or COMPONENT/code) only where somebody has one.
    ``letters`` maps enrollment keys to the letters that staff set.
    """

    caps: Mapping[str, Floats]
    overrides: Mapping[str, Floats] = field(default_factory=dict)
    waived: Mapping[str, Bools] = field(default_factory=dict)
    letters: Mapping[int, str] = field(default_factory=dict)


def deadlines_and_excuses(
    course: Course,
    components: Sequence[Component],
    extensions: Iterable[Extension],
    roll: Roll,
) -> tuple[dict[str, Deadlines], dict[str, Bools]]:
    """Return everybody's own deadlines, and who is excused, by component."""
    by_key = {component.pk: component for component in components}
    deadlines = {
        component.slug: same_for_all(
            size=len(roll),
            early=seconds(component.early),
            on_time=seconds(component.on_time),
            late=seconds(component.late),
            code=seconds(component.code),
        )
        for component in components
    }
    excused = {c.slug: np.zeros(len(roll), dtype=np.bool_) for c in components}
    rows = {key: row for row, key in enumerate(roll.key.tolist())}
    for extension in extensions:
        component = by_key.get(extension.component_id)
        row = rows.get(extension.enrollment_id)
        if component is None or row is None:
            continue
        excused[component.slug][row] = extension.excused
        own = moved(
            early=component.early,
            on_time=component.on_time,
            late=component.late,
            extension=extension,
            zone=course.zone,
        )
        for name in ("early", "on_time", "late"):
            column: Floats = getattr(deadlines[component.slug], name)
            column[row] = seconds(getattr(own, name))
    return deadlines, excused


def extensions_of(course: Course) -> list[Extension]:
    """Return every extension in force in the course."""
    return list(Extension.objects.filter(component__course=course))


def decisions(course: Course, components: Sequence[Component], roll: Roll) -> Decisions:
    """Return caps, marks set and waivers of the students of the roll: three queries."""
    slugs = {component.pk: component.slug for component in components}
    rows = {key: row for row, key in enumerate(roll.key.tolist())}
    caps = {component.slug: np.full(len(roll), np.inf) for component in components}
    for cap in SlackCap.objects.filter(component__course=course):
        if cap.component_id in slugs and cap.enrollment_id in rows:
            caps[slugs[cap.component_id]][rows[cap.enrollment_id]] = cap.days
    overrides: dict[str, Floats] = {}
    letters: dict[int, str] = {}
    for one in Override.objects.filter(enrollment__course=course):
        if one.enrollment_id not in rows:
            continue
        if one.target == "letter":
            letters[one.enrollment_id] = str(one.value)
        else:
            none = np.full(len(roll), np.nan)
            column = overrides.setdefault(one.target, none)
            column[rows[one.enrollment_id]] = float(one.value)
    waived: dict[str, Bools] = {}
    for waiver in Waiver.objects.filter(enrollment__course=course):
        if waiver.enrollment_id in rows:
            nobody = np.zeros(len(roll), dtype=np.bool_)
            waived.setdefault(waiver.target, nobody)[rows[waiver.enrollment_id]] = True
    return Decisions(
        caps=caps,
        overrides=overrides,
        waived=waived,
        letters=letters,
    )
