"""Which results of a category count for one student as they stand, and which do not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from grading.derivation.steps import exact, listed, none_if_nan
from grading.policy import completion, drops
from grading.policy.book import Gradebook
from grading.policy.columns import Bools, State, Why
from grading.policy.plan import AssignmentPlan, CategoryPlan
from grading.policy.returning import returns_days

COUNTS, DROPPED, TO_COME, EXCUSED = "counts", "dropped", "to_come", "excused"
DONE, OPEN = "done", "open"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """An assignment and what becomes of it.

    ``state`` is counts, dropped, to_come or excused; of one that is not in the pool,
    since it carries no weight, it is done (handed in), open or excused. ``slug`` is its
    first component's. ``concealed`` tells that the mark is not shown yet, ``missed`` that
    nothing was handed in and it counts 0.
    """

    title: str
    slug: str
    state: str
    mark: float | None
    in_pool: bool
    required: bool
    concealed: bool
    missed: bool


@dataclass(frozen=True, kw_only=True)
class Counting:
    """The cells of a category in its order, and sentences about them."""

    cells: Sequence[Cell]
    sentences: Sequence[str]


def counting(book: Gradebook, category: CategoryPlan, row: int) -> Counting:
    """Return what counts in *category* for the student in *row*, read off the columns."""
    found = [
        cell(book, category, assignment, row)
        for assignment in category.assignments
        if assignment.extra_credit is None
        and any(book.components[one.slug].applies[row] for one in assignment.components)
    ]
    by_lowest = not category.by_points and not returns_days(book.plan, category)
    return Counting(
        cells=found, sentences=_sentences(category, found, by_lowest=by_lowest)
    )


def cell(
    book: Gradebook, category: CategoryPlan, assignment: AssignmentPlan, row: int
) -> Cell:
    """Return what becomes of one assignment of the student in *row*."""
    first = assignment.components[0]
    return Cell(
        title=assignment.title,
        slug=first.slug,
        state=_state(book, category, assignment, row),
        mark=none_if_nan(book.total.assignments[assignment.slug][row]),
        in_pool=assignment in category.pooled(),
        required=assignment.required,
        concealed=bool(book.components[first.slug].why[row] == Why.CONCEALED),
        missed=_states(book, assignment, row) == {State.MISSING},
    )


def _state(
    book: Gradebook, category: CategoryPlan, assignment: AssignmentPlan, row: int
) -> str:
    columns = book.total.categories[category.slug]
    if _at(columns.kept, assignment, row):
        return COUNTS
    if _at(columns.dropped, assignment, row):
        return DROPPED
    if _states(book, assignment, row) == {State.EXCUSED}:
        return EXCUSED
    if assignment.slug in columns.kept:
        return TO_COME
    handed_in = completion.handed_in(assignment, book.components, size=len(book))
    return DONE if handed_in[row] else OPEN


def _states(book: Gradebook, assignment: AssignmentPlan, row: int) -> set[int]:
    return {
        int(book.components[one.slug].state[row])
        for one in assignment.components
        if book.components[one.slug].applies[row]
    }


def _at(columns: Mapping[str, Bools], assignment: AssignmentPlan, row: int) -> bool:
    return assignment.slug in columns and bool(columns[assignment.slug][row])


def _sentences(
    category: CategoryPlan, cells: Sequence[Cell], *, by_lowest: bool
) -> list[str]:
    of = {
        state: [one for one in cells if one.in_pool and one.state == state]
        for state in (COUNTS, DROPPED, TO_COME, EXCUSED)
    }
    size = sum(len(of[state]) for state in (COUNTS, DROPPED, TO_COME))
    told = [*_pool(category, of[EXCUSED], size), *_so_far(of)]
    if of[DROPPED]:
        told.append(_beaten(of[COUNTS], by_lowest=by_lowest))
    told += [_required(one) for one in cells if one.required]
    return told


def _pool(category: CategoryPlan, excused: Sequence[Cell], size: int) -> list[str]:
    """Tell how many count at the end of the term, and what is out of the pool."""
    told = []
    if excused:
        verb = "is" if len(excused) == 1 else "are"
        names = listed([one.title for one in excused])
        told.append(f"{names} {verb} excused and left out, so {size} remain.")
    if category.drops and size:
        keep = drops.how_many_to_keep(
            np.array([size]),
            keep_best=category.keep_best,
            drop_lowest=category.drop_lowest,
        )[0]
        told.append(f"At the end of the term the best {keep} of {size} count.")
    return told


def _so_far(of: Mapping[str, Sequence[Cell]]) -> list[str]:
    counts, dropped = len(of[COUNTS]), len(of[DROPPED])
    if not counts:
        told = ["Nothing counts yet."]
    elif not dropped:
        told = [f"All {counts} results so far count." if counts > 1 else "One counts."]
    else:
        verb = "counts" if counts == 1 else "count"
        names = listed([one.title for one in of[DROPPED]])
        told = [
            f"Of {counts + dropped} results so far {counts} {verb}; dropped: {names}."
        ]
    hidden = sum(one.concealed for one in of[TO_COME])
    told += _number(hidden, "not shown yet")
    return [*told, *_number(len(of[TO_COME]) - hidden, "still to come")]


def _number(of: int, what: str) -> list[str]:
    return [f"{of} {'is' if of == 1 else 'are'} {what}."] if of else []


def _beaten(counts: Sequence[Cell], *, by_lowest: bool) -> str:
    """Tell what a dropped result would have to be to count."""
    lowest = min(counts, key=lambda one: one.mark or 0.0)
    if not by_lowest:
        return "What is dropped is what leaves the most; no single mark tells it."
    return (
        f"A dropped one would count if it beat {exact(lowest.mark or 0.0)}, the lowest"
        f" mark that counts ({lowest.title})."
    )


def _required(one: Cell) -> str:
    words = {DONE: "handed in", OPEN: "not handed in yet", EXCUSED: "excused"}
    if one.in_pool:
        return f"{one.title} is required."
    return f"{one.title} is required and carries no weight: {words[one.state]}."
