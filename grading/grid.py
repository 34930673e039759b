"""The class as a grid: which columns and students to show, in which order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from grading.policy.book import Gradebook
from grading.policy.columns import EQUAL, Bools, Floats, Ints, State
from grading.policy.plan import AssignmentPlan, CategoryPlan

LETTER = "letter"
NOT_COUNTED = (State.PENDING, State.DROPPED, State.EXCUSED)


class Level(StrEnum):
    """How deep the columns go."""

    COMPONENTS = "components"
    ASSIGNMENTS = "assignments"
    CATEGORIES = "categories"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A mark of every student.

    ``target`` is named as in the recorded marks. ``state`` holds a State for each
    student, -1 where the student's track is without the column. ``category`` and
    ``assignment`` are titles of what stands above it in the header; ``is_alone`` tells
    that the assignment has nothing else. ``anchor`` is its place on the student's page.
    """

    target: str
    title: str
    mark: Floats
    state: Ints
    category: str = ""
    assignment: str = ""
    is_alone: bool = False
    anchor: str = ""

    @property
    def counts(self) -> Bools:
        """Where the mark is part of the class's median and mean."""
        known: Bools = ~np.isnan(self.mark)
        return known & (self.state >= 0) & ~np.isin(self.state, NOT_COUNTED)


@dataclass(frozen=True, kw_only=True)
class Head:
    """A cell of the header above ``span`` columns."""

    title: str
    span: int


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the asker wants to see; an empty text is any.

    ``sort`` is ``name``, ``login``, ``track``, ``basis`` or a column's target, with
    ``-`` before it from the best to the worst.
    """

    level: Level = Level.COMPONENTS
    search: str = ""
    track: str = ""
    basis: str = ""
    status: str = ""
    state: str = ""
    sort: str = "name"


@dataclass(frozen=True, kw_only=True)
class Grid:
    """The columns and, in the order asked for, the rows of the book to show."""

    book: Gradebook
    level: Level
    columns: Sequence[Column]
    rows: Sequence[int]

    @property
    def heads(self) -> list[list[Head]]:
        """The header's lines above the columns' own."""
        depth = {Level.COMPONENTS: 2, Level.ASSIGNMENTS: 1, Level.CATEGORIES: 0}
        whole = [column for column in self.columns if not column.category]
        below = [column for column in self.columns if column.category]
        lead = [Head(title="", span=len(whole) + 1)]
        # An assignment of one component says nothing that the column does not.
        paths = [
            (column.category, "" if column.is_alone else column.assignment)
            for column in below
        ]
        lines = [
            list(_heads([path[: line + 1] for path in paths]))
            for line in range(depth[self.level])
        ]
        return [lead + line for line in lines if any(head.title for head in line)]

    def statistic(self, name: str) -> list[float | None]:
        """Return the ``median`` or ``mean`` of each column over the rows shown."""
        rows = np.array(self.rows, dtype=np.int64)
        found: list[float | None] = []
        for column in self.columns:
            marks = column.mark[rows][column.counts[rows]]
            found.append(_measure(name, marks) if len(marks) else None)
        return found


def lay_out(book: Gradebook, wanted: Wanted) -> Grid:
    """Return the grid of *book* as it is wanted."""
    columns = [*_whole(book), *_columns(book, wanted.level)]
    kept = np.flatnonzero(_matching(book, wanted))
    return Grid(
        book=book,
        level=wanted.level,
        columns=columns,
        rows=_in_order(book, columns, kept.tolist(), wanted.sort),
    )


def sort_keys(book: Gradebook, level: Level) -> list[str]:
    """Return what the grid can be sorted by."""
    targets = [column.target for column in (*_whole(book), *_columns(book, level))]
    return ["name", "login", "track", "basis", *targets]


def _measure(name: str, marks: Floats) -> float:
    return float(np.median(marks) if name == "median" else np.mean(marks))


def _heads(paths: Sequence[tuple[str, ...]]) -> Iterator[Head]:
    start = 0
    for place in range(1, len(paths) + 1):
        if place == len(paths) or paths[place] != paths[start]:
            yield Head(title=paths[start][-1], span=place - start)
            start = place


def _whole(book: Gradebook) -> list[Column]:
    size = len(book)
    graded = np.full(size, State.GRADED, dtype=np.int64)
    none = np.full(size, np.nan)
    return [
        Column(
            target="total",
            title="Total",
            mark=book.total.mark,
            state=_state_of(book.total.mark, book.total.computed),
        ),
        Column(
            target="final",
            title="Final",
            mark=book.final.mark,
            state=_state_of(book.final.mark, book.final.computed),
        ),
        Column(target=LETTER, title="Letter", mark=none, state=graded),
    ]


def _columns(book: Gradebook, level: Level) -> Iterator[Column]:
    if level is Level.CATEGORIES:
        yield from _category_columns(book)
    elif level is Level.ASSIGNMENTS:
        yield from _assignment_columns(book)
    else:
        yield from _component_columns(book)


def _component_columns(book: Gradebook) -> Iterator[Column]:
    for category, assignment in _assignments(book):
        for component in assignment.components:
            columns = book.components[component.slug]
            yield Column(
                target=f"component:{component.slug}",
                title=component.title,
                mark=columns.mark,
                state=np.where(columns.applies, book.states[component.slug], -1),
                category=category.title,
                assignment=assignment.title,
                is_alone=len(assignment.components) == 1,
            )


def _assignments(book: Gradebook) -> Iterator[tuple[CategoryPlan, AssignmentPlan]]:
    """Go through the assignments by category, however the course file mixes them."""
    for category in book.plan.categories:
        for assignment in category.assignments:
            yield category, assignment


def _assignment_columns(book: Gradebook) -> Iterator[Column]:
    for category, assignment in _assignments(book):
        mark = book.total.assignments[assignment.slug]
        dropped = book.total.categories[category.slug].dropped.get(assignment.slug)
        state = _state_of(mark, book.total.means[assignment.slug])
        if dropped is not None:
            state = np.where(dropped, State.DROPPED, state)
        yield Column(
            target=f"assignment:{assignment.slug}",
            title=assignment.title,
            mark=mark,
            state=state,
            category=category.title,
            anchor=f"category-{category.slug}",
        )


def _category_columns(book: Gradebook) -> Iterator[Column]:
    for category in book.plan.categories:
        found = book.total.categories[category.slug]
        yield Column(
            target=f"category:{category.slug}",
            title=category.title,
            mark=found.mark,
            state=_state_of(found.mark, found.computed),
            category=category.title,
            anchor=f"category-{category.slug}",
        )


def _state_of(mark: Floats, computed: Floats) -> Ints:
    """Return the state of a mark above the components: staff may have set another."""
    same = (np.isnan(mark) & np.isnan(computed)) | (np.abs(mark - computed) <= EQUAL)
    graded = np.where(np.isnan(mark), State.PENDING, State.GRADED)
    return np.where(same, graded, State.OVERRIDDEN).astype(np.int64)


def _matching(book: Gradebook, wanted: Wanted) -> Bools:
    people = book.students
    text = wanted.search.casefold()
    keep = np.ones(len(book), dtype=np.bool_)
    if text:
        keep &= [
            text in f"{name} {login} {email}".casefold()
            for name, login, email in zip(
                people.name, people.login, people.email, strict=True
            )
        ]
    for chosen, values in (
        (wanted.track, people.track),
        (wanted.basis, people.basis),
        (wanted.status, people.status),
    ):
        if chosen:
            keep &= [value == chosen for value in values]
    if wanted.state:
        keep &= _with_state(book, State[wanted.state.upper()])
    return keep


def _with_state(book: Gradebook, state: State) -> Bools:
    """Tell who has a component in *state*."""
    found = np.zeros(len(book), dtype=np.bool_)
    for slug, states in book.states.items():
        found |= (states == state) & book.components[slug].applies
    return found


def _in_order(
    book: Gradebook, columns: Sequence[Column], rows: Sequence[int], sort: str
) -> list[int]:
    """Sort by one key, students of equal ones by login, who has none last."""
    descending = sort.startswith("-")
    values = _sort_values(book, columns, sort.removeprefix("-"))
    known = [row for row in rows if values[row] is not None]
    nothing = [row for row in rows if values[row] is None]

    def value(row: int) -> Any:
        return values[row]

    # The rows come by login, and a reversed sort keeps that order too.
    return sorted(known, key=value, reverse=descending) + nothing


def _sort_values(
    book: Gradebook, columns: Sequence[Column], key: str
) -> Sequence[str | float | None]:
    people = book.students
    if key == "name":
        names = zip(people.name, people.login, strict=True)
        return [(name or login).casefold() for name, login in names]
    if key in ("login", "track", "basis"):
        return list(getattr(people, key))
    if key == LETTER:
        worth = book.plan.scale or {}
        return [None if one is None else worth.get(one, -1.0) for one in book.letter]
    column = next(column for column in columns if column.target == key)
    shown = np.where(column.state >= 0, column.mark, np.nan)
    return [None if np.isnan(mark) else mark for mark in shown.tolist()]
