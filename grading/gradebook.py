"""From evidence to the gradebook: components by their rules, then the course."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

import numpy as np

from courseops.models import Course, Enrollment
from grading import evidence
from grading.evidence import Evidence
from grading.lettering import lettering
from grading.policy import completion
from grading.policy.book import Gradebook, Students
from grading.policy.columns import Bools, ComponentColumns, Floats, Ints, State
from grading.policy.component import prepare
from grading.policy.course import Class
from grading.policy.plan import ComponentPlan, CoursePlan
from grading.policy.tree import Tree


def load(
    *,
    course: Course,
    at: datetime,
    enrollment: Enrollment | None = None,
    as_student: bool = False,
    explain: bool = False,
) -> Gradebook:
    """Return the gradebook of a course, or of one student of it, as it stands at *at*.

    ``as_student`` conceals what rests on scores that students do not see yet. A class
    whose derivations will be asked for needs *explain*: they tell of all submissions,
    of which most can never be graded and are not loaded otherwise.
    """
    found = evidence.load(
        course=course,
        at=at,
        enrollment=enrollment,
        as_student=as_student,
        explain=explain,
    )
    return compute(found, at=at)


def of_one(*, course: Course, at: datetime, enrollment: Enrollment) -> Gradebook:
    """Return the gradebook of one student for staff, with the provisional letter too.

    A curve that is not published takes the class, whose gradebook is loaded for it.
    """
    book = load(course=course, at=at, enrollment=enrollment)
    key = enrollment.pk
    if not book.waits_for_class or (book.published and key in book.published.letters):
        return book
    whole = load(course=course, at=at)
    row = whole.students.key.tolist().index(key)
    return replace(
        book,
        letter=[whole.letter[row]],
        final_letter=[whole.final_letter[row]],
        result=[whole.result[row]],
        curved={name: one.at(row) for name, one in whole.curved.items()},
    )


def compute(found: Evidence, *, at: datetime) -> Gradebook:
    """Apply the rules to the evidence; deadlines are judged at *at*."""
    plan, students = found.plan, found.students
    size, instant = len(students), float(int(at.timestamp()))
    prepared = {
        component.slug: prepare(
            component,
            found.facts[component.slug],
            applies=applies,
            deadlines=found.deadlines[component.slug],
            budget=float(plan.slack_days or 0),
            at=instant,
        )
        for component, applies in _applying(plan, students)
    }
    graded = Class(
        plan=plan, prepared=prepared, overrides=found.overrides, size=size
    ).grade()
    letters = lettering(found, total=graded.total, final=graded.final)
    unmet, complete = _completion(found, graded.components)
    return Gradebook(
        plan=plan,
        students=students,
        at=instant,
        deadlines=found.deadlines,
        submissions={slug: facts.submissions for slug, facts in found.facts.items()},
        caps={slug: facts.cap for slug, facts in found.facts.items()},
        components=graded.components,
        total=graded.total,
        final=graded.final,
        letter=letters.total,
        final_letter=letters.final,
        curved=letters.curved,
        letters_now=letters.now,
        published=letters.published,
        is_stale=letters.is_stale,
        result=[
            completion.result(basis=basis, letter=one, complete=done, plan=plan)
            for basis, one, done in zip(
                students.basis, letters.final, complete, strict=True
            )
        ],
        states=_states(plan, graded.components, graded.total),
        slack_left=_slack_left(plan, graded.components),
        unmet=unmet,
        changed_at=_changed_at(found, at=instant),
    )


def _applying(
    plan: CoursePlan, students: Students
) -> Iterator[tuple[ComponentPlan, Bools]]:
    """Go through the components, telling whose track has them (section 7)."""
    lacking = plan.lacking()
    for _, _, component in plan.components():
        without = lacking[component.slug]
        yield component, np.array([t not in without for t in students.track], bool)


def _states(
    plan: CoursePlan, components: Mapping[str, ComponentColumns], total: Tree
) -> dict[str, Ints]:
    """Return the components' states, ``dropped`` where their assignment is.

    What staff set or excused shows as that, whatever becomes of the assignment.
    """
    states = {}
    for category, assignment, component in plan.components():
        state = components[component.slug].state
        dropped = total.categories[category.slug].dropped.get(assignment.slug)
        if dropped is not None:
            shown = (state == State.OVERRIDDEN) | (state == State.EXCUSED)
            state = np.where(dropped & ~shown, State.DROPPED, state)
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


def _completion(
    found: Evidence, components: Mapping[str, ComponentColumns]
) -> tuple[list[list[str]], Bools]:
    """Return what each student still has to hand in, and who has all for their basis."""
    plan, basis = found.plan, found.students.basis
    size = len(basis)
    unmet: list[list[str]] = [[] for _ in range(size)]
    complete = np.ones(size, dtype=np.bool_)
    for category, assignment in plan.assignments():
        if assignment.extra_credit is not None:
            continue
        open_still = ~completion.handed_in(assignment, components, size=size)
        if assignment.slug in found.waived:
            open_still &= ~found.waived[assignment.slug]
        asked = {one: completion.needed_for(one, plan, category) for one in set(basis)}
        needed = np.array([asked[one] for one in basis], dtype=np.bool_)
        complete &= ~(open_still & needed)
        for row in np.flatnonzero(open_still & (needed | assignment.required)):
            unmet[row].append(assignment.slug)
    for slug, columns in components.items():
        for row in np.flatnonzero(columns.withheld & columns.applies):
            unmet[row].append(f"{slug}/code")
    return unmet, complete


def _changed_at(found: Evidence, *, at: float) -> float | None:
    """Return the last instant up to *at* at which something shown changed.

    That is an arrival, or the first second after a deadline: from then on what is
    missing counts.
    """
    passed = (deadlines.last + 1 for deadlines in found.deadlines.values())
    latest = max(
        float(np.max(instants, where=instants <= at, initial=-np.inf))
        for instants in (found.arrivals, *passed)
    )
    return None if np.isinf(latest) else latest
