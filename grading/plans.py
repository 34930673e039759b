"""Makes the plan of a course out of its tables: what the rules read of a course file."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from courseops.models import Assignment, Category, Component, Course, Kind, Track
from grading.policy import cutoffs
from grading.policy.curves import rule_of
from grading.policy.late import LateRule
from grading.policy.plan import (
    COMPLETION,
    GIVEN,
    GRADED,
    RECEIVED,
    AssignmentPlan,
    Bonus,
    CategoryPlan,
    ComponentPlan,
    CoursePlan,
    ScoreRule,
    Tier,
)
from grading.policy.when import NEVER
from leaderboard.selectors.facts import ScoringFacts

ASSIGNMENT_CAP = 100.0
PERCENT = 100.0


# What a quiz calls its rule, in the words of the rules of selection.
_SELECTIONS = {"last": "latest"}


def course_plan(
    course: Course,
    components: Sequence[Component],
    *,
    scoring: Mapping[int, ScoringFacts],
    keeps: Mapping[int, str],
    concealed: Collection[int],
) -> CoursePlan:
    """Return the plan of a course with *components*, in three queries.

    ``scoring`` tells how competitions are scored and ``keeps`` which attempt a quiz
    counts, both by component. ``concealed`` are the components whose marks are not shown
    yet to who asks.
    """
    of_assignment = defaultdict(list)
    for component in components:
        rule = _score_rule(scoring.get(component.pk))
        selection = keeps.get(component.pk) or component.selection or "best"
        of_assignment[component.assignment_id].append(
            replace(
                _component(component, rule),
                selection=_SELECTIONS.get(selection, selection),
                conceals=component.pk in concealed,
            )
        )
    of_category = defaultdict(list)
    for assignment in Assignment.objects.filter(course=course, archived=False):
        parts = of_assignment[assignment.pk]
        of_category[assignment.category_id].append(_assignment(assignment, parts))
    letters, slack = course.letters or {}, course.slack or {}
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
        slack_days=slack.get("days"),
        slack_strategy=slack.get("strategy", "chronological"),
        curve=rule_of(course.curve),
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
        position=assignment.position,
        weight=_or_default(assignment.weight, 1.0),
        points=assignment.points,
        required=assignment.required,
        extra_credit=_bonus(assignment, default_cap=ASSIGNMENT_CAP) if extra else None,
    )


def _component(component: Component, rule: ScoreRule | None) -> ComponentPlan:
    late_rule = _late_rule(component.late_policy)
    posted = component.cutoffs
    return ComponentPlan(
        slug=component.slug,
        title=component.title,
        kind=component.kind,
        weight=_or_default(component.weight, 1.0),
        points=_points(component.details),
        possible=_possible(component),
        early=seconds(component.early),
        on_time=seconds(component.on_time),
        late=seconds(component.late),
        code=seconds(component.code),
        late_rule=late_rule,
        slack=late_rule.spends if component.slack is None else component.slack,
        bonus=_or_default(component.bonus, 0.0),
        tiers=_tiers(component.details),
        cutoffs=cutoffs.table(
            posted, maximize=rule.maximize, letter_marks=component.marks
        )
        if rule is not None and posted is not None
        else None,
        score_rule=rule,
        judged=_judged(component),
    )


def _judged(component: Component) -> str:
    """Return how people judge the component; empty where they do not."""
    if component.kind == Kind.PEER_REVIEW:
        return GIVEN if component.details.get("mark") == "given" else RECEIVED
    if component.kind == Kind.FILES and component.details.get("graded") == "completion":
        return COMPLETION
    return GRADED if component.kind in (Kind.FILES, Kind.RUBRIC, Kind.POINTS) else ""


def _score_rule(scoring: ScoringFacts | None) -> ScoreRule | None:
    if scoring is None:
        return None
    return ScoreRule(
        maximize=scoring.maximize,
        basis=scoring.mark_on if scoring.has_split else "all",
    )


def _late_rule(stored: Mapping[str, Any] | None) -> LateRule:
    """Return a stored ``late_policy``, which has every default written out."""
    if stored is None:
        return LateRule()
    given = dict(stored)
    if "per_extra_day" in given:
        given["per_day"] = given.pop("per_extra_day")
    return LateRule(**given)


def _possible(component: Component) -> float:
    """Return the most that can be received; quizzes and scores say it themselves."""
    if component.kind in (Kind.QUIZ, Kind.COMPETITION):
        return float("nan")
    if component.kind in (Kind.FILES, Kind.ATTENDANCE):
        return PERCENT
    if component.kind == Kind.PARTS:
        return float(component.details["parts"])
    return _points(component.details)


def _tiers(details: Mapping[str, Any]) -> tuple[Tier, ...]:
    found = [
        Tier(share=float(one["share"]), points=float(one["points"]))
        for one in details.get("tiers") or []
    ]
    return tuple(sorted(found, key=lambda tier: tier.share))


def _bonus(row: Category | Assignment, *, default_cap: float) -> Bonus:
    cap = default_cap if row.cap is None else row.cap
    return Bonus(points=row.extra_credit, cap=NEVER if cap == "none" else float(cap))


def _points(details: Mapping[str, Any]) -> float:
    """Return a component's points: its own, else the sum over its criteria."""
    if "points" in details:
        return float(details["points"])
    return float(sum(one.get("points", 0) for one in details.get("criteria") or []))


def seconds(deadline: datetime | None) -> float:
    """Return seconds since 1970 in UTC; no deadline is never."""
    return NEVER if deadline is None else deadline.timestamp()


def _or_default(value: float | None, default: float) -> float:
    return default if value is None else value
