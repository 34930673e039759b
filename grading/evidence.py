"""Loads what grades rest on: the course's plan, its students and their results.

The number of queries is the same for one student and for a thousand.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from courseops.models import (
    Assignment,
    Category,
    Component,
    Course,
    Enrollment,
    Role,
    Track,
)
from grading.policy import cutoffs, selection
from grading.policy.book import Students
from grading.policy.columns import Floats, Ints
from grading.policy.plan import (
    AssignmentPlan,
    Bonus,
    CategoryPlan,
    ComponentPlan,
    CoursePlan,
    ScoreRule,
)
from grading.policy.selection import Submissions
from grading.policy.when import NEVER
from leaderboard.selectors import facts

ASSIGNMENT_CAP = 100.0


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Submissions of one component that have no score through no fault of theirs."""

    student: Ints
    received: Floats


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """All that a gradebook is computed from.

    ``submissions`` (sorted) and ``waiting`` have an entry for every competition.
    """

    plan: CoursePlan
    students: Students
    submissions: Mapping[str, Submissions]
    waiting: Mapping[str, Waiting]


def load(
    *,
    course: Course,
    at: datetime,
    enrollment: Enrollment | None = None,
    as_student: bool = False,
) -> Evidence:
    """Return the facts known at the instant *at*.

    Of all students of the course or, given *enrollment*, of that one. ``as_student``
    conceals what rests on scores that students do not see yet.
    """
    scoring = facts.scoring_facts(course=course)
    students = _students(course, enrollment)
    components = list(
        Component.objects.filter(course=course, archived=False).order_by("position")
    )
    plan = _plan(course, components, scoring, as_student=as_student)
    competitions = {
        component.pk: component.slug
        for component in components
        if component.pk in scoring
    }
    whose = None if enrollment is None else [enrollment.pk]
    scored = facts.scores(course=course, until=at, enrollments=whose)
    waiting = facts.waiting(course=course, until=at, enrollments=whose)
    scored_rows = _rows(students, scored.enrollment)
    waiting_rows = _rows(students, waiting.enrollment)
    return Evidence(
        plan=plan,
        students=students,
        submissions={
            slug: _submissions(scored, scored_rows, key, scoring[key].mark_on)
            for key, slug in competitions.items()
        },
        waiting={
            slug: Waiting(
                student=waiting_rows[waiting.component == key],
                received=waiting.received[waiting.component == key],
            )
            for key, slug in competitions.items()
        },
    )


def _students(course: Course, enrollment: Enrollment | None) -> Students:
    rows = Enrollment.objects.filter(course=course, role=Role.STUDENT)
    if enrollment is not None:
        rows = rows.filter(pk=enrollment.pk)
    # Databases order text differently, so the order is made here.
    people = sorted(
        rows.select_related("user", "track"), key=lambda one: one.user.login
    )
    return Students(
        key=np.array([one.pk for one in people], dtype=np.int64),
        login=[one.user.login for one in people],
        name=[one.user.name for one in people],
        email=[one.user.email for one in people],
        track=[one.track.slug if one.track else None for one in people],
        basis=[one.basis for one in people],
        status=[one.status for one in people],
    )


def _rows(students: Students, enrollment: NDArray[np.int64]) -> Ints:
    """Return the table row of each enrollment key; every key is in the table."""
    order = np.argsort(students.key)
    return order[np.searchsorted(students.key, enrollment, sorter=order)]


def _submissions(
    scored: facts.ScoreColumns, rows: Ints, component: int, mark_on: str
) -> Submissions:
    here = scored.component == component
    return selection.sort(
        Submissions(
            student=rows[here],
            received=scored.received[here],
            raw=scored.on(mark_on)[here],
            reference=scored.submission[here],
        )
    )


def _plan(
    course: Course,
    components: Sequence[Component],
    scoring: Mapping[int, facts.ScoringFacts],
    *,
    as_student: bool,
) -> CoursePlan:
    of_assignment = defaultdict(list)
    for component in components:
        rule = _score_rule(component, scoring.get(component.pk), as_student=as_student)
        of_assignment[component.assignment_id].append(_component(component, rule))
    of_category = defaultdict(list)
    for assignment in Assignment.objects.filter(course=course, archived=False):
        parts = of_assignment[assignment.pk]
        of_category[assignment.category_id].append(_assignment(assignment, parts))
    letters = course.letters or {}
    return CoursePlan(
        slug=course.slug,
        title=course.title,
        time_zone=course.time_zone,
        policy_version=course.policy_version,
        categories=tuple(
            _category(category, of_category[category.pk])
            for category in Category.objects.filter(course=course, archived=False)
        ),
        without={
            track.slug: frozenset(track.without)
            for track in Track.objects.filter(course=course)
        },
        completion={
            basis: frozenset(categories)
            for basis, categories in (course.completion or {}).items()
        },
        slack_days=(course.slack or {}).get("days"),
        scale=letters.get("scale"),
        pass_at=letters.get("pass_at"),
    )


def _category(
    category: Category, assignments: Sequence[AssignmentPlan]
) -> CategoryPlan:
    extra = category.is_extra_credit
    return CategoryPlan(
        slug=category.slug,
        title=str(category),
        assignments=tuple(assignments),
        weight=category.weight,
        by_points=category.weighting == "points",
        keep_best=category.keep_best,
        drop_lowest=category.drop_lowest,
        extra_credit=_bonus(category, default_cap=NEVER) if extra else None,
    )


def _assignment(
    assignment: Assignment, components: Sequence[ComponentPlan]
) -> AssignmentPlan:
    extra = assignment.is_extra_credit
    if len(components) == 1 and not components[0].title:
        components = [replace(components[0], title=str(assignment))]
    return AssignmentPlan(
        slug=assignment.slug,
        title=str(assignment),
        components=tuple(replace(c, title=c.title or c.slug) for c in components),
        weight=_or_default(assignment.weight, 1.0),
        points=assignment.points,
        required=assignment.required,
        extra_credit=_bonus(assignment, default_cap=ASSIGNMENT_CAP) if extra else None,
    )


def _component(component: Component, rule: ScoreRule | None) -> ComponentPlan:
    posted = component.cutoffs
    return ComponentPlan(
        slug=component.slug,
        title=component.title,
        kind=component.kind,
        weight=_or_default(component.weight, 1.0),
        points=_points(component.details),
        on_time=_seconds(component.on_time),
        late=_seconds(component.late),
        cutoffs=cutoffs.table(
            posted, maximize=rule.maximize, letter_marks=component.marks
        )
        if rule is not None and posted is not None
        else None,
        score_rule=rule,
    )


def _score_rule(
    component: Component, scoring: facts.ScoringFacts | None, *, as_student: bool
) -> ScoreRule | None:
    if scoring is None:
        return None
    private = scoring.has_split and scoring.mark_on != "public"
    return ScoreRule(
        maximize=scoring.maximize,
        basis=scoring.mark_on if scoring.has_split else "all",
        selection=component.selection or "best",
        conceals=private and as_student and not scoring.revealed,
    )


def _bonus(row: Category | Assignment, *, default_cap: float) -> Bonus:
    cap = default_cap if row.cap is None else row.cap
    return Bonus(points=row.extra_credit, cap=NEVER if cap == "none" else float(cap))


def _points(details: Mapping[str, Any]) -> float:
    """Return a component's points: its own, else the sum over its criteria."""
    if "points" in details:
        return float(details["points"])
    return float(sum(one.get("points", 0) for one in details.get("criteria") or []))


def _seconds(deadline: datetime | None) -> float:
    return NEVER if deadline is None else deadline.timestamp()


def _or_default(value: float | None, default: float) -> float:
    return default if value is None else value
