"""Everybody's grades: a grid of students and marks, and the same as a file."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isnan
from typing import Any
from urllib.parse import quote

from defusedcsv.csv import writer as defused_writer
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from courseops import clock
from courseops.models import Basis
from courseops.permissions import Access, Permission, access
from grading import gradebook, grid
from grading.exports import available, harmless
from grading.forms import GridFilter
from grading.grid import LETTER, Column, Grid, Level, Wanted
from grading.policy.book import Gradebook
from grading.policy.columns import State

PAGE_SIZE = 100
# What stands beside or in place of a mark; the note under the grid explains them.
SIGNS = {
    State.PENDING: "–",
    State.MISSING: "m",
    State.EXCUSED: "ex",
    State.WITHHELD: "w",
    State.OVERRIDDEN: "*",
}
PEOPLE = ("name", "login", "track", "basis", "status")


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A mark as text and where it leads; ``dropped`` ones are struck through."""

    text: str
    url: str
    dropped: bool = False


@dataclass(frozen=True, kw_only=True)
class Line:
    """A student of the grid; ``place`` is their row in it, the header's included."""

    place: int
    login: str
    name: str
    note: str
    is_dropped: bool
    cells: Sequence[Cell]


@dataclass(frozen=True, kw_only=True)
class ColumnHead:
    """A column's title, what a click on it sorts by, and how it is sorted now."""

    target: str
    title: str
    sort: str
    sorted: str
    summary: Sequence[float | None]


def class_page(request: HttpRequest, found: Access, *, at: datetime) -> HttpResponse:
    """Show the grid; htmx asks for the table alone."""
    book = gradebook.load(course=found.course, at=at)
    may_override = found.allows(Permission.OVERRIDE_MARKS)
    form = GridFilter(request.GET, plan=book.plan, may_override=may_override)
    chosen = form.chosen()
    shown, wanted = _laid_out(book, chosen, request.GET)
    size = max(len(shown.rows), 1) if chosen["rows"] == "all" else PAGE_SIZE
    page = Paginator(shown.rows, size).get_page(request.GET.get("page"))
    to_override = may_override and chosen["cells"] == "override"
    context: dict[str, Any] = {
        "access": found,
        "course": found.course,
        "at": at,
        "form": form,
        "filtered": _is_filtered(wanted),
        "page": page,
        "may_override": may_override,
        "heads": shown.heads,
        "columns": list(_column_heads(shown, wanted.sort)),
        "name_head": _head("name", "Name", wanted.sort, ()),
        "lines": list(_lines(shown, page, to_override=to_override)),
        "row_count": len(shown.rows) + len(shown.heads) + 1,
    }
    if request.htmx:  # type: ignore[attr-defined]  # set by django_htmx
        return render(request, "grading/_class_grid.html", context)
    return render(request, "grading/class.html", context | _frame(found, book))


def _frame(found: Access, book: Gradebook) -> dict[str, Any]:
    here = found.course.slug
    return {
        "students": len(book),
        "unweighted": [c.title for c in book.plan.categories if c.lacks_weight],
        "exports": [
            (one.title, reverse("grading:export", args=[here, one.name]))
            for one in available()
        ],
    }


@login_required
@require_GET
@never_cache
def class_csv(request: HttpRequest, course: str) -> HttpResponse:
    """Send what the grid shows: its filter, order and columns, all pages of it.

    Marks have two decimals and are empty where there is none yet.
    """
    found = access(
        user=request.user, course_slug=course, permission=Permission.VIEW_ALL_GRADES
    )
    book = gradebook.load(course=found.course, at=clock.now())
    form = GridFilter(request.GET, plan=book.plan, may_override=True)
    shown, _ = _laid_out(book, form.chosen(), request.GET)
    file = io.StringIO()
    rows = defused_writer(file)
    rows.writerow([*PEOPLE, *(column.target for column in shown.columns)])
    for row in shown.rows:
        person = [getattr(book.students, key)[row] for key in PEOPLE]
        marks = (_number(book, column, row) for column in shown.columns)
        rows.writerow([*(harmless(text) for text in person), *marks])
    name = f"{found.course.slug}-{shown.level}.csv"
    return HttpResponse(
        file.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _laid_out(
    book: Gradebook, chosen: dict[str, str], query: QueryDict
) -> tuple[Grid, Wanted]:
    level = Level(chosen["level"] or Level.COMPONENTS)
    sort = query.get("sort", "")
    known = sort.removeprefix("-") in grid.sort_keys(book, level)
    wanted = Wanted(
        level=level,
        search=chosen["search"],
        track=chosen["track"],
        basis=chosen["basis"],
        status=chosen["status"],
        state=chosen["state"],
        sort=sort if known else "name",
    )
    return grid.lay_out(book, wanted), wanted


def _is_filtered(wanted: Wanted) -> bool:
    parts = (wanted.search, wanted.track, wanted.basis, wanted.status, wanted.state)
    return any(parts)


def _column_heads(shown: Grid, sort: str) -> Iterator[ColumnHead]:
    summaries = zip(shown.statistic("median"), shown.statistic("mean"), strict=True)
    for column, summary in zip(shown.columns, summaries, strict=True):
        yield _head(column.target, column.title, sort, summary)


def _head(
    key: str, title: str, sort: str, summary: Sequence[float | None]
) -> ColumnHead:
    order = {key: "ascending", f"-{key}": "descending"}.get(sort, "")
    # Marks begin with the best, names with A.
    first, second = (key, f"-{key}") if key == "name" else (f"-{key}", key)
    return ColumnHead(
        target=key,
        title=title,
        sort=second if sort == first else first,
        sorted=order,
        summary=summary,
    )


def _lines(shown: Grid, page: Page[int], *, to_override: bool) -> Iterator[Line]:
    book, people = shown.book, shown.book.students
    first = page.start_index() + len(shown.heads) + 1
    for place, row in enumerate(page, start=first):
        basis = people.basis[row]
        notes = (people.track[row], "" if basis == Basis.LETTER else Basis(basis).label)
        yield Line(
            place=place,
            login=people.login[row],
            name=people.name[row] or people.login[row],
            note=" · ".join(note for note in notes if note),
            is_dropped=people.status[row] == "dropped",
            cells=[
                _cell(book, column, row, to_override=to_override)
                for column in shown.columns
            ],
        )


def _cell(book: Gradebook, column: Column, row: int, *, to_override: bool) -> Cell:
    state = int(column.state[row])
    if state < 0:
        return Cell(text="", url="")
    login = quote(book.students.login[row], safe="")
    return Cell(
        text=_text(book, column, row, state),
        url=f"{login}/override/?target={column.target}"
        if to_override
        else _derivation(column, login),
        dropped=state == State.DROPPED,
    )


def _text(book: Gradebook, column: Column, row: int, state: int) -> str:
    if column.target == LETTER:
        return book.letter[row] or SIGNS[State.PENDING]
    sign = SIGNS.get(State(state), "")
    mark = float(column.mark[row])
    if isnan(mark):
        return sign or SIGNS[State.PENDING]
    joined = "" if state == State.OVERRIDDEN else " "
    return f"{mark:.2f}{joined}{sign}".strip()


def _derivation(column: Column, login: str) -> str:
    """Return where a mark is explained, seen from the grid's own address."""
    level, _, slug = column.target.partition(":")
    if level == "component":
        return f"components/{slug}/?student={login}"
    return f"?student={login}" + (f"#{column.anchor}" if column.anchor else "")


def _number(book: Gradebook, column: Column, row: int) -> str:
    if column.target == LETTER:
        return book.letter[row] or ""
    mark = float(column.mark[row])
    return "" if isnan(mark) or column.state[row] < 0 else f"{mark:.2f}"
