"""Pages of a board, each beginning where its cursor says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from leaderboard.cursors import Cursor, Key
from leaderboard.selectors.ladder import Ladder, Row

PAGE_SIZE = 100


@dataclass(frozen=True, kw_only=True)
class Page:
    """Consecutive standings, and the ranks of those that have one, by primary key.

    ``above`` with a rank stand before this page. ``following`` is the score that the
    next page begins with. The cursors are None at the ends.
    """

    rows: Sequence[Row]
    ranks: dict[int, int]
    above: int
    following: float | None
    previous: Cursor | None
    next: Cursor | None


def read_page(
    ladder: Ladder, *, shown: Q, start: Cursor | None, around: Key | None
) -> Page:
    """Return the page of those standings that *shown* lets pass.

    It begins or ends at *start*, or has *around* in its middle, or is the first. Beyond an
    end of the board is the page at that end.
    """
    rows = ladder.named().filter(shown)
    if around is not None:
        found = _middle(ladder, rows, around)
    elif start is None:
        found = _after(ladder, rows, None)
    elif start.is_backward:
        found = _before(ladder, rows, start.key)
        if not found.rows:
            found = _after(ladder, rows, None)
    else:
        found = _after(ladder, rows, start.key)
        if not found.rows:
            found = _before(ladder, rows, None)
    above, ranks = _ranks(ladder, found)
    return Page(
        rows=found.rows,
        ranks=ranks,
        above=above,
        following=found.following,
        previous=_cursor(ladder, found.rows[:1], is_backward=True)
        if found.has_previous
        else None,
        next=None
        if found.following is None
        else _cursor(ladder, found.rows[-1:], is_backward=False),
    )


def read_whole(ladder: Ladder, *, shown: Q) -> Page:
    """Return all of those standings that *shown* lets pass as one page."""
    rows = ladder.named().filter(shown)
    found = list(rows.order_by(*ladder.order()))
    above, ranks = _ranks(
        ladder, _Found(rows=found, has_previous=False, following=None)
    )
    return Page(
        rows=found, ranks=ranks, above=above, following=None, previous=None, next=None
    )


@dataclass(frozen=True, kw_only=True)
class _Found:
    rows: Sequence[Row]
    has_previous: bool
    following: float | None


def _after(ladder: Ladder, rows: QuerySet[Any], key: Key | None) -> _Found:
    if key is not None:
        rows = rows.filter(ladder.below(key))
    found = list(rows.order_by(*ladder.order())[: PAGE_SIZE + 1])
    return _Found(
        rows=found[:PAGE_SIZE],
        has_previous=key is not None,
        following=_first_score(ladder, found[PAGE_SIZE:]),
    )


def _before(ladder: Ladder, rows: QuerySet[Any], key: Key | None) -> _Found:
    if key is not None:
        rows = rows.filter(ladder.above(key))
    found = list(rows.order_by(*ladder.order(reverse=True))[: PAGE_SIZE + 1])
    return _Found(
        rows=found[:PAGE_SIZE][::-1],
        has_previous=len(found) > PAGE_SIZE,
        following=None if key is None else key.score,
    )


def _middle(ladder: Ladder, rows: QuerySet[Any], key: Key) -> _Found:
    half = PAGE_SIZE // 2
    upper = rows.filter(ladder.above(key)).order_by(*ladder.order(reverse=True))
    lower = rows.filter(ladder.from_here(key)).order_by(*ladder.order())
    over, under = list(upper[: half + 1]), list(lower[: PAGE_SIZE - half + 1])
    return _Found(
        rows=over[:half][::-1] + under[: PAGE_SIZE - half],
        has_previous=len(over) > half,
        following=_first_score(ladder, under[PAGE_SIZE - half :]),
    )


def _ranks(ladder: Ladder, found: _Found) -> tuple[int, dict[int, int]]:
    """Return how many stand before the page, and the ranks on it; equals share one."""
    ranked = [row for row in found.rows if ladder.is_ranked(row)]
    above = better = 0
    if ranked and found.has_previous:
        first = ladder.key(ranked[0])
        above = ladder.standing_above(first)
        better = ladder.better_than(first.score)
    ranks: dict[int, int] = {}
    rank, score = better + 1, None
    for place, row in enumerate(ranked, start=above + 1):
        if score is not None and ladder.key(row).score != score:
            rank = place
        score = ladder.key(row).score
        ranks[row.pk] = rank
    return above, ranks


def _first_score(ladder: Ladder, rows: Sequence[Row]) -> float | None:
    return ladder.key(rows[0]).score if rows else None


def _cursor(ladder: Ladder, rows: Sequence[Row], *, is_backward: bool) -> Cursor | None:
    return Cursor(key=ladder.key(rows[0]), is_backward=is_backward) if rows else None
