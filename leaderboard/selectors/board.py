"""Reads the leaderboard.

Every number here is public. A page costs the same number of queries however many
take part, and never looks at the submissions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from courseops.models import Enrollment
from leaderboard.cursors import Cursor
from leaderboard.entrants import entrant_of
from leaderboard.models import Competition, Standing
from leaderboard.selectors import pages
from leaderboard.selectors.entries import Entry, as_entries, baselines
from leaderboard.selectors.ladder import Ladder, Row, public_ladder
from leaderboard.selectors.pages import Page


@dataclass(frozen=True, kw_only=True)
class Board:
    """One page of a leaderboard.

    ``own`` is the viewer's line wherever it stands; ``following`` is the score that the
    next page begins with. ``has_changes`` tells that ranks of this morning are known.
    """

    entries: Sequence[Entry]
    own: Entry | None
    following: float | None
    ranked: int
    page: int
    pages: int
    previous: Cursor | None
    next: Cursor | None
    has_changes: bool


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """Who looks: ``listed_under`` is the enrollment of their entrant's standing."""

    listed_under: int | None
    is_staff: bool

    def sees(self) -> Q:
        """Tell which standings of a board are shown: hidden ones to few."""
        if self.is_staff:
            return Q()
        return Q(is_hidden=False) | Q(enrollment=self.listed_under)


def viewer_of(
    *, competition: Competition, me: Enrollment | None, is_staff: bool
) -> Viewer:
    """Return as whom *me* looks at a board."""
    listed_under = None
    if me is not None:
        listed_under = entrant_of(competition=competition, enrollment=me).first
    return Viewer(listed_under=listed_under, is_staff=is_staff)


def leaderboard(
    *,
    competition: Competition,
    me: Enrollment | None,
    is_staff: bool = False,
    start: Cursor | None = None,
    around_me: bool = False,
    today: date | None = None,
) -> Board:
    """Return a page of the public board.

    Active students have ranks, equal scores share one and the earlier comes first;
    staff, baselines and hidden entries stand among them without. Changes are since the
    course's day *today* began.
    """
    ladder = public_ladder(competition)
    viewer = viewer_of(competition=competition, me=me, is_staff=is_staff)
    return read_board(
        ladder, viewer=viewer, start=start, around_me=around_me, today=today
    )


def read_board(
    ladder: Ladder,
    *,
    viewer: Viewer,
    start: Cursor | None,
    around_me: bool,
    today: date | None = None,
) -> Board:
    """Return a page of either board as *viewer* sees it."""
    marks = baselines(ladder)
    mine = _row_of(ladder, viewer) if around_me else None
    page = pages.read_page(
        ladder,
        shown=_without(marks) & viewer.sees(),
        start=start,
        around=ladder.key(mine) if mine is not None else None,
    )
    entries = as_entries(ladder, page.rows, page.ranks, today=today)
    own = next((one for one in entries if _is_of(one, viewer)), None)
    if own is None and (mine := mine or _row_of(ladder, viewer)) is not None:
        own = _own(ladder, mine, today=today)
    ranked = ladder.ranked()
    return Board(
        entries=_with_baselines(ladder, entries, marks, page),
        own=own,
        following=page.following,
        ranked=ranked,
        page=page.above // pages.PAGE_SIZE + 1,
        pages=max(1, -(-ranked // pages.PAGE_SIZE)),
        previous=page.previous,
        next=page.next,
        has_changes=today is not None and _begun(ladder.competition, today),
    )


def whole_board(
    *, competition: Competition, me: Enrollment | None, is_staff: bool
) -> list[Entry]:
    """Return every line of the public board, as its pages show them."""
    ladder = public_ladder(competition)
    viewer = viewer_of(competition=competition, me=me, is_staff=is_staff)
    marks = baselines(ladder)
    page = pages.read_whole(ladder, shown=_without(marks) & viewer.sees())
    entries = as_entries(ladder, page.rows, page.ranks, today=None)
    return _with_baselines(ladder, entries, marks, page)


def ranked(*, competition: Competition) -> int:
    """Return how many entrants have a rank."""
    return public_ladder(competition).ranked()


def own_entry(*, competition: Competition, me: Enrollment) -> Entry | None:
    """Return the line of an active participant's entrant, None before a first score."""
    ladder = public_ladder(competition)
    viewer = viewer_of(competition=competition, me=me, is_staff=False)
    row = _row_of(ladder, viewer)
    return None if row is None else _own(ladder, row, today=None)


def _row_of(ladder: Ladder, viewer: Viewer) -> Row | None:
    if viewer.listed_under is None:
        return None
    return ladder.named().filter(enrollment=viewer.listed_under).first()


def _own(ladder: Ladder, row: Row, *, today: date | None) -> Entry:
    ranks = {}
    if ladder.is_ranked(row):
        ranks[row.pk] = ladder.better_than(ladder.key(row).score) + 1
    return as_entries(ladder, [row], ranks, today=today)[0]


def _is_of(entry: Entry, viewer: Viewer) -> bool:
    return entry.enrollment_id == viewer.listed_under is not None


def _without(marks: Sequence[Entry]) -> Q:
    """Leave out the standings that a baseline stands for already."""
    keys = [one.submission_id for one in marks if one.submission_id is not None]
    return ~Q(submission__in=keys) if keys else Q()


def _with_baselines(
    ladder: Ladder, entries: Sequence[Entry], marks: Sequence[Entry], page: Page
) -> list[Entry]:
    """Put the baselines of this page where their scores belong, after equal ones."""
    sign = 1 if ladder.minimize else -1

    def is_here(mark: Entry) -> bool:
        place = sign * mark.score
        if page.previous is not None and place < sign * entries[0].score:
            return False
        return page.following is None or place < sign * page.following

    return sorted(
        [*entries, *filter(is_here, marks)],
        key=lambda one: (sign * one.score, one.kind == "baseline"),
    )


def _begun(competition: Competition, today: date) -> bool:
    """Tell whether the ranks with which *today* began were noted."""
    return Standing.objects.filter(competition=competition, day=today).exists()
