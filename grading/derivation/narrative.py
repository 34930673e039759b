"""The derivation of a student's grades as lines of plain text."""

from collections.abc import Iterator, Sequence

from grading.derivation.component import component_steps
from grading.derivation.levels import assignment_steps, category_steps, total_steps
from grading.derivation.steps import Step, exact, none_if_nan, words
from grading.policy.book import Gradebook
from grading.policy.columns import State
from grading.policy.plan import AssignmentPlan, ComponentPlan


def tell(book: Gradebook, row: int, *, component: str | None = None) -> list[str]:
    """Return the lines on one component, or on everything from there to the final."""
    people = book.students
    who = f"{people.name[row] or people.login[row]} ({people.login[row]})"
    lines = [f"{who}, {book.plan.title}, as of {words(book.at, book.plan.time_zone)}"]
    for _, assignment, item in book.plan.components():
        if component in (None, item.slug):
            lines += _component(book, row, assignment, item)
    return lines if component is not None else [*lines, *_levels(book, row)]


def _component(
    book: Gradebook, row: int, assignment: AssignmentPlan, item: ComponentPlan
) -> list[str]:
    columns = book.components[item.slug]
    state = State(int(book.states[item.slug][row])).name.lower()
    if not columns.applies[row]:
        state = "not part of this track"
    titles = dict.fromkeys((assignment.title, item.title))
    return _block(
        f"{', '.join(titles)} ({item.slug}), {state}",
        float(columns.counted_mark[row]),
        component_steps(book, item, row),
    )


def _levels(book: Gradebook, row: int) -> Iterator[str]:
    for _, assignment in book.plan.assignments():
        mark = float(book.total.assignments[assignment.slug][row])
        steps = assignment_steps(assignment, book.total, row)
        yield from _block(f"Assignment {assignment.title}", mark, steps)
    for category in book.plan.categories:
        mark = float(book.total.categories[category.slug].mark[row])
        steps = category_steps(book, category, book.total, row)
        yield from _block(f"Category {category.title}", mark, steps)
    for name, tree in (("Total", book.total), ("Final", book.final)):
        steps = total_steps(book, tree, row)
        yield from _block(name, float(tree.mark[row]), steps)


def _block(title: str, mark: float, steps: Sequence[Step]) -> list[str]:
    known = none_if_nan(mark)
    value = "no mark" if known is None else exact(known)
    return ["", f"{title}: {value}", *(f"  {step.text}" for step in steps)]
