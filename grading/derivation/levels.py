"""How the marks of assignments, categories and the course came about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf, isinf, isnan

from grading.derivation.steps import Step, exact, listed, none_if_nan, override
from grading.policy.book import Gradebook
from grading.policy.columns import Bools, Floats
from grading.policy.extra import Earned
from grading.policy.plan import AssignmentPlan, Bonus, CategoryPlan, ComponentPlan
from grading.policy.returning import returns_days
from grading.policy.tree import Tree

_NAMED = 4


@dataclass(frozen=True, kw_only=True)
class Item:
    """Something that may count in a mean; ``mark`` is NaN where it does not."""

    slug: str
    title: str
    weight: float
    mark: float


def assignment_steps(assignment: AssignmentPlan, tree: Tree, row: int) -> list[Step]:
    """Return the step from the components' marks to the assignment's."""
    items = [
        Item(
            slug=component.slug,
            title=component.title,
            weight=component.weight,
            mark=float(tree.components[component.slug][row]),
        )
        for component in assignment.components
    ]
    mean, mark = (
        float(column[assignment.slug][row]) for column in (tree.means, tree.assignments)
    )
    return [_mean(items, mean), *_set_by_staff(mean, mark)]


def category_steps(
    book: Gradebook, category: CategoryPlan, tree: Tree, row: int
) -> list[Step]:
    """Return the steps from the assignments' marks to the category's."""
    columns = tree.categories[category.slug]
    items = [
        Item(
            slug=assignment.slug,
            title=assignment.title,
            weight=category.weight_of(assignment),
            mark=float(tree.assignments[assignment.slug][row]),
        )
        for assignment in category.assignments
        if assignment.extra_credit is None
    ]
    dropped = [one for one in items if _is_dropped(columns.dropped, one.slug, row)]
    kept = [one for one in items if one not in dropped]
    steps = [_drops(book, category, kept, dropped)] if dropped else []
    steps.append(_mean(kept, float(columns.base[row]), by_points=category.by_points))
    for assignment in category.assignments:
        if assignment.slug in columns.extra:
            own = float(tree.assignments[assignment.slug][row])
            steps.append(_extra(assignment, own, steps[-1], columns.extra, row))
    computed, mark = float(columns.computed[row]), float(columns.mark[row])
    return [*steps, *_set_by_staff(computed, mark)]


def total_steps(book: Gradebook, tree: Tree, row: int) -> list[Step]:
    """Return the steps from the categories' marks to the total (or final) of *tree*.

    Those of the final begin with what changes below it at the end of the term.
    """
    plan = book.plan
    by_staff = _set_by_staff(float(tree.computed[row]), float(tree.mark[row]))
    if not plan.has_weights:
        return [_no_weights(book), *by_staff]
    items = [
        Item(
            slug=category.slug,
            title=category.title,
            weight=category.weight or 0.0,
            mark=float(tree.categories[category.slug].mark[row]),
        )
        for category in plan.categories
        if category.extra_credit is None
    ]
    steps = list(_until_the_end(book, row)) if tree is book.final else []
    steps.append(_mean(items, float(tree.base[row])))
    for category in plan.categories:
        if category.slug in tree.extra:
            own = float(tree.categories[category.slug].mark[row])
            steps.append(_extra(category, own, steps[-1], tree.extra, row))
    return [*steps, *by_staff]


def _until_the_end(book: Gradebook, row: int) -> Iterator[Step]:
    """Go through what has another mark in the final than in the total."""
    now, then = book.total, book.final
    step = _at_the_end(book, row)
    if step is None:
        return
    yield step
    for _, assignment in book.plan.assignments():
        if len(assignment.components) > 1 and _differ(
            now.assignments[assignment.slug], then.assignments[assignment.slug], row
        ):
            for step in assignment_steps(assignment, then, row):
                yield _then(step, assignment.title, {"assignment": assignment.slug})
    for category in book.plan.categories:
        here, there = now.categories[category.slug], then.categories[category.slug]
        if _differ(here.mark, there.mark, row):
            for step in category_steps(book, category, then, row):
                yield _then(step, category.title, {"category": category.slug})


def _at_the_end(book: Gradebook, row: int) -> Step | None:
    """Return the step of components that the final counts otherwise; None without."""
    now, then = book.total.components, book.final.components
    changed = [
        component
        for _, _, component in book.plan.components()
        if _differ(now[component.slug], then[component.slug], row)
    ]
    waiting = [one for one in changed if isnan(now[one.slug][row])]
    if not changed:
        return None
    told = [_waiting(waiting)] if waiting else []
    told += [
        f"With late days spent for the final {one.title} counts"
        f" {exact(then[one.slug][row])} there."
        for one in changed
        if one not in waiting
    ]
    return Step(
        rule="at_the_end",
        text=" ".join(told),
        inputs={"marks": {one.slug: float(then[one.slug][row]) for one in changed}},
    )


def _waiting(waiting: Sequence[ComponentPlan]) -> str:
    if len(waiting) > _NAMED:
        whose = f"the {len(waiting)} components that are pending count"
    else:
        whose = listed([one.title for one in waiting])
        whose += " counts" if len(waiting) == 1 else " count"
    return f"At the end of the term {whose} 0."


def _differ(now: Floats, then: Floats, row: int) -> bool:
    before, after = float(now[row]), float(then[row])
    return before != after and not (isnan(before) and isnan(after))


def _then(step: Step, title: str, of: Mapping[str, str]) -> Step:
    text = f"{title} at the end of the term. {step.text}"
    return replace(step, text=text, inputs={**of, **step.inputs})


def _no_weights(book: Gradebook) -> Step:
    unset = [c.slug for c in book.plan.categories if c.lacks_weight]
    return Step(
        rule="weights_not_set",
        text=(
            "The weights of this course are not set, so there is no total. The course"
            f" file gives no weight to: {listed(unset)}."
        ),
        inputs={"categories": unset},
    )


def _set_by_staff(computed: float, mark: float) -> list[Step]:
    """Return the step of a mark that staff put in place of the computed one."""
    if mark == computed or (isnan(mark) and isnan(computed)):
        return []
    return [override(computed, mark)]


def _is_dropped(dropped: Mapping[str, Bools], slug: str, row: int) -> bool:
    return slug in dropped and bool(dropped[slug][row])


def _drops(
    book: Gradebook,
    category: CategoryPlan,
    kept: Sequence[Item],
    dropped: Sequence[Item],
) -> Step:
    rule = (
        f"the best {category.keep_best} count"
        if category.keep_best is not None
        else f"the lowest {category.drop_lowest} are dropped"
    )
    gone = listed([f"{one.title} ({exact(one.mark)})" for one in dropped])
    counted = sum(1 for one in kept if one.weight > 0 and not isnan(one.mark))
    text = f"Of {counted + len(dropped)} results {rule}. Dropped: {gone}."
    if returns_days(book.plan, category):
        text += (
            " What is dropped takes no late days; of all choices of what to drop, with"
            " the days spent anew each time, this one gives the most."
        )
    return Step(
        rule="drops",
        text=text,
        inputs={
            "keep_best": category.keep_best,
            "drop_lowest": category.drop_lowest,
            "dropped": [one.slug for one in dropped],
        },
        out=float(counted),
    )


def _mean(items: Sequence[Item], out: float, *, by_points: bool = False) -> Step:
    weighted = [one for one in items if one.weight > 0]
    counted = [one for one in weighted if not isnan(one.mark)]
    waiting = [one for one in weighted if isnan(one.mark)]
    inputs = {
        "items": [
            {"slug": one.slug, "weight": one.weight, "mark": one.mark}
            for one in counted
        ],
        "left_out": [one.slug for one in waiting],
    }
    rule = "points" if by_points else "weights"
    rest = _left_out(waiting)
    if not counted:
        return Step(rule=rule, text=f"{rest}Nothing counts yet.", inputs=inputs)
    if len(counted) == 1:
        text = f"{rest}Only {counted[0].title} counts: {exact(out)}."
        return Step(rule=rule, text=text, inputs=inputs, out=out)
    names = listed([one.title for one in counted])
    return Step(
        rule=rule,
        text=f"{rest}{names}, {_by_weight(counted, by_points)} = {exact(out)}",
        inputs=inputs,
        out=out,
    )


def _by_weight(counted: Sequence[Item], by_points: bool) -> str:
    """Write the mean; where all weigh the same, without the weights."""
    if len({one.weight for one in counted}) == 1:
        above = " + ".join(exact(one.mark) for one in counted)
        return f"each the same: ({above}) / {len(counted)}"
    above = " + ".join(f"{exact(one.weight)} × {exact(one.mark)}" for one in counted)
    below = " + ".join(exact(one.weight) for one in counted)
    by = "points" if by_points else "weight"
    return f"each by its {by}: ({above}) / ({below})"


def _left_out(waiting: Sequence[Item]) -> str:
    """Name what is left out; of many only the number, the inputs have them all."""
    if not waiting:
        return ""
    if len(waiting) > _NAMED:
        return f"{len(waiting)} have no mark and are left out. "
    if len(waiting) == 1:
        return f"{waiting[0].title} has no mark and is left out. "
    return f"{listed([one.title for one in waiting])} have no mark and are left out. "


def _extra(
    item: AssignmentPlan | CategoryPlan,
    own: float,
    before: Step,
    extra: Mapping[str, Earned],
    row: int,
) -> Step:
    """Return the step of one item of extra credit on top of the step *before* it."""
    bonus = item.extra_credit or Bonus(points=None, cap=inf)
    inputs = {
        "item": item.slug,
        "points": bonus.points,
        "mark": none_if_nan(own),
        "cap": None if isinf(bonus.cap) else bonus.cap,
        "before": before.out,
    }
    title = f"{item.title} is extra credit"
    if before.out is None:
        text = f"{title}; there is nothing to add it to yet."
        return Step(rule="extra_credit", text=text, inputs=inputs)
    after = float(extra[item.slug].after[row])
    if bonus.points is None or isnan(own):
        reason = "its points are not set" if bonus.points is None else "it has no mark"
        text = f"{title} and adds nothing yet: {reason}."
        return Step(rule="extra_credit", text=text, inputs=inputs, out=after)
    value = f"{exact(before.out)} + {exact(bonus.points)} × {exact(own)} / 100"
    capped = before.out + float(extra[item.slug].points[row]) > bonus.cap
    if capped:
        limit = max(before.out, bonus.cap)
        text = f"{title}: {value} would pass the cap, so it is {exact(limit)}."
    else:
        text = f"{title}: {value} = {exact(after)}"
    return Step(rule="extra_credit", text=text, inputs=inputs, out=after)
