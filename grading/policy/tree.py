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
    adds to it in turn, ``computed`` the category's mark after all of that and ``mark``
    that or what staff put in its place.
    """

    kept: Mapping[str, Bools]
    dropped: Mapping[str, Bools]
    base: Floats
    extra: Mapping[str, Earned]
    computed: Floats
    mark: Floats


@dataclass(frozen=True, kw_only=True)
class Tree:
    """Marks at every level; ``mark`` is the course's. NaN is an empty level.

    ``means`` are the assignments' marks before staff put others in their place, and
    ``computed`` is the course's. ``name`` is ``total`` or ``final``.
    """

    name: str
    components: Mapping[str, Floats]
    means: Mapping[str, Floats]
    assignments: Mapping[str, Floats]
    categories: Mapping[str, CategoryColumns]
    base: Floats
    extra: Mapping[str, Earned]
    computed: Floats
    mark: Floats


def roll_up(
    plan: CoursePlan,
    marks: Mapping[str, Floats],
    *,
    name: str,
    size: int,
    overrides: Mapping[str, Floats] | None = None,
    drops_of: Mapping[str, Mapping[str, Bools]] | None = None,
) -> Tree:
    """Return the tree over component *marks* (NaN: left out), for *size* students.

    Without weights in every category the course's own level is NaN throughout.
    ``overrides`` maps targets such as ``assignment:hw1``, ``category:homework`` or the
    tree's own *name* to the marks that staff set (NaN: none). ``drops_of`` maps
    categories to the assignments whose drops are decided elsewhere.
    """
    set_by_staff = overrides or {}
    means = {
        assignment.slug: assignment_mark(assignment, marks, size=size)
        for _, assignment in plan.assignments()
    }
    assignments = {
        slug: _instead(mean, set_by_staff.get(f"assignment:{slug}"))
        for slug, mean in means.items()
    }
    categories = {
        category.slug: category_columns(
            category,
            assignments,
            size=size,
            override=set_by_staff.get(f"category:{category.slug}"),
            dropped=(drops_of or {}).get(category.slug),
        )
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
        name=name,
        components=marks,
        means=means,
        assignments=assignments,
        categories=categories,
        base=base,
        extra=earned,
        computed=mark,
        mark=_instead(mark, set_by_staff.get(name)),
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
    category: CategoryPlan,
    assignments: Mapping[str, Floats],
    *,
    size: int,
    override: Floats | None = None,
    dropped: Mapping[str, Bools] | None = None,
) -> CategoryColumns:
    """Return the category's mean after drops, then its extra credit.

    ``dropped`` decides the drops where it is given; else the lowest marks go.
    """
    pooled = category.pooled()
    columns = [assignments[assignment.slug] for assignment in pooled]
    worth = [category.weight_of(assignment) for assignment in pooled]
    pool = [~np.isnan(column) for column in columns]
    if dropped is None:
        kept = _kept(category, columns, worth, pool)
    else:
        kept = [
            counts & ~dropped[assignment.slug]
            for assignment, counts in zip(pooled, pool, strict=True)
        ]
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
        computed=mark,
        mark=_instead(mark, override),
    )


def _instead(computed: Floats, override: Floats | None) -> Floats:
    """Return what staff set in place of what is computed, where they did."""
    if override is None:
        return computed
    return np.where(np.isnan(override), computed, override)


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
