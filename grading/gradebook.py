"""From evidence to the gradebook: each component by its rule, then the tree."""

from collections.abc import Iterator, Mapping
from datetime import datetime

import numpy as np

from courseops.models import Course, Enrollment
from grading import evidence
from grading.evidence import Evidence, Waiting
from grading.policy import competition, completion, letters, when
from grading.policy.book import Gradebook, Students
from grading.policy.columns import (
    Bools,
    ComponentColumns,
    Floats,
    Ints,
    State,
    Why,
    nothing_yet,
)
from grading.policy.plan import ComponentPlan, CoursePlan
from grading.policy.tree import Tree, roll_up


def load(
    *,
    course: Course,
    at: datetime,
    enrollment: Enrollment | None = None,
    as_student: bool = False,
) -> Gradebook:
    """Return the gradebook of a course, or of one student of it, as it stands at *at*.

    ``as_student`` conceals what rests on scores that students do not see yet.
    """
    found = evidence.load(
        course=course, at=at, enrollment=enrollment, as_student=as_student
    )
    return compute(found, at=at)


def compute(found: Evidence, *, at: datetime) -> Gradebook:
    """Apply the rules to the evidence; deadlines are judged at *at*."""
    plan, students = found.plan, found.students
    size, instant = len(students), float(int(at.timestamp()))
    deadlines = {
        component.slug: when.same_for_all(
            size=size, on_time=component.on_time, late=component.late
        )
        for _, _, component in plan.components()
    }
    components = {
        component.slug: _component(
            component, found, deadlines[component.slug], applies=applies, at=instant
        )
        for component, applies in _applying(plan, students)
    }
    total = _tree(plan, components, size=size, final=False)
    final = _tree(plan, components, size=size, final=True)
    letter, final_letter = _letters(found, total), _letters(found, final)
    unmet, complete = _completion(plan, students, components)
    return Gradebook(
        plan=plan,
        students=students,
        at=instant,
        deadlines=deadlines,
        submissions=found.submissions,
        components=components,
        total=total,
        final=final,
        letter=letter,
        final_letter=final_letter,
        result=[
            completion.result(basis=basis, letter=one, complete=done, plan=plan)
            for basis, one, done in zip(
                students.basis, final_letter, complete, strict=True
            )
        ],
        states=_states(plan, components, total),
        slack_left=_slack_left(plan, components),
        unmet=unmet,
        changed_at=_changed_at(found, deadlines, at=instant),
    )


def _applying(
    plan: CoursePlan, students: Students
) -> Iterator[tuple[ComponentPlan, Bools]]:
    """Go through the components, telling whose track has them (section 7)."""
    for category, assignment, component in plan.components():
        names = {category.slug, assignment.slug, component.slug}
        lacking = {track for track, without in plan.without.items() if names & without}
        yield component, np.array([t not in lacking for t in students.track], bool)


def _component(
    component: ComponentPlan,
    found: Evidence,
    deadlines: when.Deadlines,
    *,
    applies: Bools,
    at: float,
) -> ComponentColumns:
    if component.score_rule is None:
        return nothing_yet(applies=applies, why=Why.NO_RESULT)
    return competition.grade(
        component,
        component.score_rule,
        submissions=found.submissions[component.slug],
        waiting=_waits(found.waiting[component.slug], deadlines),
        deadlines=deadlines,
        applies=applies,
        at=at,
    )


def _waits(waiting: Waiting, deadlines: when.Deadlines) -> Bools:
    """Tell who has a submission in time that still waits for its score."""
    waits = np.zeros(len(deadlines.on_time), dtype=np.bool_)
    in_time = when.in_time(waiting.received, deadlines.on_time[waiting.student])
    waits[waiting.student[in_time]] = True
    return waits


def _tree(
    plan: CoursePlan,
    components: Mapping[str, ComponentColumns],
    *,
    size: int,
    final: bool,
) -> Tree:
    marks = {
        slug: columns.final_mark if final else columns.counted_mark
        for slug, columns in components.items()
    }
    return roll_up(plan, marks, size=size)


def _states(
    plan: CoursePlan, components: Mapping[str, ComponentColumns], total: Tree
) -> dict[str, Ints]:
    """Return the components' states, ``dropped`` where their assignment is."""
    states = {}
    for category, assignment, component in plan.components():
        state = components[component.slug].state
        dropped = total.categories[category.slug].dropped.get(assignment.slug)
        if dropped is not None:
            state = np.where(dropped, State.DROPPED, state)
        states[component.slug] = state
    return states


def _slack_left(
    plan: CoursePlan, components: Mapping[str, ComponentColumns]
) -> Floats | None:
    """Return the days of the budget that nothing has taken; None without a budget."""
    if plan.slack_days is None:
        return None
    taken = [np.nan_to_num(columns.slack_used) for columns in components.values()]
    left: Floats = plan.slack_days - np.sum(taken, axis=0)
    return left


def _letters(found: Evidence, tree: Tree) -> list[str | None]:
    """Return the letters by the course's scale; auditors have none (course-file.md)."""
    if found.plan.scale is None:
        return [None] * len(found.students)
    letter = letters.by_scale(tree.mark, found.plan.scale)
    bases = found.students.basis
    return [None if b == "audit" else one for one, b in zip(letter, bases, strict=True)]


def _completion(
    plan: CoursePlan, students: Students, components: Mapping[str, ComponentColumns]
) -> tuple[list[list[str]], Bools]:
    """Return what each student still has to hand in, and who has all for their basis."""
    size = len(students)
    unmet: list[list[str]] = [[] for _ in range(size)]
    complete = np.ones(size, dtype=np.bool_)
    for category, assignment in plan.assignments():
        if assignment.extra_credit is not None:
            continue
        open_still = ~completion.handed_in(assignment, components, size=size)
        asked = {
            basis: completion.needed_for(basis, plan, category)
            for basis in set(students.basis)
        }
        needed = np.array([asked[basis] for basis in students.basis], dtype=np.bool_)
        complete &= ~(open_still & needed)
        for row in np.flatnonzero(open_still & (needed | assignment.required)):
            unmet[row].append(assignment.slug)
    return unmet, complete


def _changed_at(
    found: Evidence, deadlines: Mapping[str, when.Deadlines], *, at: float
) -> float | None:
    """Return the last instant up to *at* at which something shown changed.

    That is an arrival, or the first second after a deadline: from then on what is
    missing counts.
    """
    changes = [
        np.concatenate([facts.received, deadlines[slug].last + 1])
        for waiting_or_scored in (found.submissions, found.waiting)
        for slug, facts in waiting_or_scored.items()
    ]
    instants = np.concatenate([np.empty(0), *changes])
    return max(instants[instants <= at].tolist(), default=None)
