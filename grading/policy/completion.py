"""What has to be handed in, and pass/fail and audit results (section 3, point 10)."""

from collections.abc import Mapping, Sequence

import numpy as np

from grading.policy import letters
from grading.policy.columns import Bools, ComponentColumns
from grading.policy.plan import AssignmentPlan, CategoryPlan, CoursePlan


def handed_in(
    assignment: AssignmentPlan,
    components: Mapping[str, ComponentColumns],
    *,
    size: int,
) -> Bools:
    """Tell who handed in each of the assignment's components of non-zero weight."""
    complete = np.ones(size, dtype=np.bool_)
    for component in assignment.components:
        if component.weight > 0:
            columns = components[component.slug]
            complete &= columns.handed_in | ~columns.applies
    return complete


def needed_for(basis: str, plan: CoursePlan, category: CategoryPlan) -> bool:
    """Tell whether a basis needs the category whole; extra credit is never needed."""
    return category.extra_credit is None and category.slug in plan.completion.get(
        basis, frozenset()
    )


def result(
    *, basis: str, letter: str | None, complete: bool, plan: CoursePlan
) -> str | None:
    """Return the result at the end of term.

    ``complete`` tells that everything that ``completion`` asks for is handed in.
    Pass/fail is open (None) while there is no letter to judge by.
    """
    if basis == "audit":
        return "AU" if complete else "NC"
    if basis != "pass_fail":
        return letter
    if not complete:
        return "F"
    if letter is None or plan.scale is None:
        return None
    if plan.pass_at is None:
        return "P"
    order: Sequence[str] = letters.in_order(plan.scale)
    return "P" if letters.reaches(letter, plan.pass_at, order) else "F"
