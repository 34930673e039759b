"""From component marks to assignments, categories and the total (section 7)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from grading.policy import drops, extra, weights
from grading.policy.columns import Bools, Floats
from grading.policy.extra import Earned
from grading.policy.plan import AssignmentPlan, CategoryPlan, CoursePlan


@dataclass(frozen=True, kw_only=True)
class CategoryColumns:
    """A category for every student.

    ``kept`` and ``dropped`` tell of each weighted assignment whether it counts;
    ``base`` is the mean of what is kept, ``extra`` what each item of extra credit
    adds to it in turn, ``mark`` the category's mark after all of that.
    """

    kept: Mapping[str, Bools]
    dropped: Mapping[str, Bools]
    base: Floats
    extra: Mapping[str, Earned]
    mark: Floats


@dataclass(frozen=True, kw_only=True)
class Tree:
    """Marks at every level; ``mark`` is the course's. NaN is an empty level."""

    components: Mapping[str, Floats]
    assignments: Mapping[str, Floats]
    categories: Mapping[str, CategoryColumns]
    base: Floats
    extra: Mapping[str, Earned]
    mark: Floats


def roll_up(plan: CoursePlan, marks: Mapping[str, Floats], *, size: int) -> Tree:
    """Return the tree over component *marks* (NaN: left out), for *size* students.

    Without weights in every category the course's own level is NaN throughout.
    """
    assignments = {
        assignment.slug: assignment_mark(assignment, marks, size=size)
        for _, assignment in plan.assignments()
    }
    categories = {
        category.slug: category_columns(category, assignments, size=size)
        for category in plan.categories
    }
    base = _course_base(plan, categories, size=size)
    earned: dict[str, Earned] = {}
    mark = base
    for category in plan.categories:
        if category.extra_credit is not None:
            own = categories[category.slug].mark
            earned[category.slug] = extra.add(mark, own, category.extra_credit)
            mark = earned[category.slug].after
    return Tree(
        components=marks,
        assignments=assignments,
        categories=categories,
        base=base,
        extra=earned,
        mark=mark,
    )


def assignment_mark(
    assignment: AssignmentPlan, marks: Mapping[str, Floats], *, size: int
) -> Floats:
    """Return the weighted mean of the components that have a mark."""
    columns = [marks[component.slug] for component in assignment.components]
    return weights.weighted_mean(
        columns,
        [component.weight for component in assignment.components],
        [~np.isnan(column) for column in columns],
        size=size,
    )


def category_columns(
    category: CategoryPlan, assignments: Mapping[str, Floats], *, size: int
) -> CategoryColumns:
    """Return the category's mean after drops, then its extra credit."""
    pooled = [
        assignment
        for assignment in category.assignments
        if assignment.extra_credit is None and category.weight_of(assignment) > 0
    ]
    columns = [assignments[assignment.slug] for assignment in pooled]
    worth = [category.weight_of(assignment) for assignment in pooled]
    pool = [~np.isnan(column) for column in columns]
    kept = _kept(category, columns, worth, pool)
    base = weights.weighted_mean(columns, worth, kept, size=size)
    earned: dict[str, Earned] = {}
    mark = base
    for assignment in category.assignments:
        if assignment.extra_credit is not None:
            own = assignments[assignment.slug]
            earned[assignment.slug] = extra.add(mark, own, assignment.extra_credit)
            mark = earned[assignment.slug].after
    slugs = [assignment.slug for assignment in pooled]
    return CategoryColumns(
        kept=dict(zip(slugs, kept, strict=True)),
        dropped={s: p & ~k for s, p, k in zip(slugs, pool, kept, strict=True)},
        base=base,
        extra=earned,
        mark=mark,
    )


def _kept(
    category: CategoryPlan,
    columns: list[Floats],
    worth: list[float],
    pool: list[Bools],
) -> list[Bools]:
    if not columns or (category.keep_best is None and category.drop_lowest is None):
        return pool
    keep = drops.how_many_to_keep(
        np.sum(pool, axis=0, dtype=np.int64),
        keep_best=category.keep_best,
        drop_lowest=category.drop_lowest,
    )
    if category.by_points:
        return list(drops.keep_highest_share(columns, pool, worth, keep))
    return list(drops.keep_highest(columns, pool, keep))


def _course_base(
    plan: CoursePlan, categories: Mapping[str, CategoryColumns], *, size: int
) -> Floats:
    if not plan.has_weights:
        return np.full(size, np.nan)
    weighted = [c for c in plan.categories if c.extra_credit is None and c.weight]
    columns = [categories[category.slug].mark for category in weighted]
    return weights.weighted_mean(
        columns,
        [category.weight or 0.0 for category in weighted],
        [~np.isnan(column) for column in columns],
        size=size,
    )
