"""Dropped work gives its late days back (policies.md section 4).

Which work is dropped decides who has days for the rest, and the days decide what the
rest is worth: so every choice of what to drop is tried, and the best one holds.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

from grading.policy import drops
from grading.policy.columns import EQUAL, Bools, Floats, Ints
from grading.policy.plan import CategoryPlan, CoursePlan
from grading.policy.tree import Tree

DropsOf = Mapping[str, Mapping[str, Bools]]
Subset = tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Pool:
    """The assignments of a category that share its weight, and who has them in it.

    ``present`` has a row per assignment, ``drops`` is how many go of each student's.
    """

    category: CategoryPlan
    slugs: Sequence[str]
    present: Bools
    drops: Ints

    def subsets(self) -> list[Subset]:
        """Return the choices of what to drop, those that drop later work first."""
        sizes = np.unique(self.drops).tolist()
        places = range(len(self.slugs))
        found = [one for size in sizes for one in combinations(places, size)]
        return sorted(found, key=lambda one: one[::-1], reverse=True)

    def allows(self, dropped: Subset) -> Bools:
        """Tell whose choice *dropped* can be: all of it in the pool, and enough."""
        fits: Bools = self.drops == len(dropped)
        for place in dropped:
            fits = fits & self.present[place]
        return fits


def returns_days(plan: CoursePlan, category: CategoryPlan) -> bool:
    """Tell whether dropping work of the category gives late days back."""
    return (
        plan.slack_days is not None
        and category.drops
        and any(
            component.slack and component.late_rule.kind == "free_days"
            for assignment in category.pooled()
            for component in assignment.components
        )
    )


def any_returns(plan: CoursePlan) -> bool:
    """Tell whether dropping any work of the course gives late days back."""
    return any(returns_days(plan, category) for category in plan.categories)


def pools(plan: CoursePlan, tree: Tree) -> list[Pool]:
    """Return the pools of the categories that give days back, as *tree* has them."""
    found = []
    for category in plan.categories:
        if returns_days(plan, category):
            slugs = [one.slug for one in category.pooled()]
            present = np.stack([~np.isnan(tree.assignments[slug]) for slug in slugs])
            there = present.sum(axis=0)
            keep = drops.how_many_to_keep(
                there,
                keep_best=category.keep_best,
                drop_lowest=category.drop_lowest,
            )
            found.append(
                Pool(
                    category=category, slugs=slugs, present=present, drops=there - keep
                )
            )
    return found


def best_drops(
    found: Sequence[Pool], rolled: Callable[[DropsOf], Tree], *, size: int
) -> DropsOf:
    """Return, per category and assignment, who drops it so that the mark is highest.

    ``rolled`` gives the tree for a choice, late days spent anew. Equal marks drop the
    later work. Where the course has no mark, those of the categories decide.
    """
    choices = list(product(*(pool.subsets() for pool in found)))
    reached = np.stack([_reached(found, rolled, one, size) for one in choices])
    greatest = reached.max(axis=0)
    picked = np.argmax(reached >= greatest - EQUAL, axis=0)
    return {
        pool.category.slug: {
            slug: np.array([place in one[position] for one in choices])[picked]
            for place, slug in enumerate(pool.slugs)
        }
        for position, pool in enumerate(found)
    }


def components_of(plan: CoursePlan, dropped: DropsOf) -> dict[str, Bools]:
    """Return, per component of what is dropped, who drops it: it takes no days."""
    return {
        component.slug: dropped[category.slug][assignment.slug]
        for category, assignment, component in plan.components()
        if assignment.slug in dropped.get(category.slug, {})
    }


def _reached(
    found: Sequence[Pool],
    rolled: Callable[[DropsOf], Tree],
    choice: Sequence[Subset],
    size: int,
) -> Floats:
    tree = rolled(dict(_as_drops(found, choice, size)))
    own = [tree.categories[pool.category.slug].computed for pool in found]
    together = np.sum(np.nan_to_num(own), axis=0)
    marks = np.where(np.isnan(tree.computed), together, tree.computed)
    allowed = np.ones(size, dtype=np.bool_)
    for pool, dropped in zip(found, choice, strict=True):
        allowed &= pool.allows(dropped)
    return np.where(allowed, marks, -np.inf)


def _as_drops(
    found: Sequence[Pool], choice: Sequence[Subset], size: int
) -> Iterator[tuple[str, Mapping[str, Bools]]]:
    for pool, dropped in zip(found, choice, strict=True):
        yield (
            pool.category.slug,
            {
                slug: np.full(size, place in dropped)
                for place, slug in enumerate(pool.slugs)
            },
        )
