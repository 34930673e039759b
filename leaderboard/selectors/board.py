"""Reads the leaderboard.

Every number here is public. A page costs the same number of queries however many
take part, and never looks at the submissions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from courseops.models import Enrollment, Role, Status
from leaderboard.models import Competition, Standing

PAGE_SIZE = 250


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of a leaderboard; staff take part without a rank."""

    rank: int | None
    enrollment_id: int
    login: str
    name: str
    score: float
    entries: int
    achieved_at: datetime


@dataclass(frozen=True, kw_only=True)
class Board:
    """One page of a leaderboard.

    ``own`` is the viewer's line wherever it stands; ``following`` is the score that the
    next page begins with.
    """

    entries: Sequence[Entry]
    own: Entry | None
    following: float | None
    ranked: int
    page: int
    pages: int


def _standings(competition: Competition) -> QuerySet[Standing]:
    return Standing.objects.filter(
        competition=competition, enrollment__status=Status.ACTIVE
    )


def _best_first(rows: QuerySet[Standing], *, minimize: bool) -> QuerySet[Standing]:
    return rows.select_related("enrollment__user").order_by(
        "public" if minimize else "-public", "achieved_at", "submission_id"
    )


def _better_than(score: float, *, minimize: bool) -> Q:
    return Q(public__lt=score) if minimize else Q(public__gt=score)


def _entry(standing: Standing, *, rank: int | None) -> Entry:
    return Entry(
        rank=rank,
        enrollment_id=standing.enrollment_id,
        login=standing.enrollment.user.login,
        name=standing.enrollment.public_name,
        score=standing.public,
        entries=standing.entries,
        achieved_at=standing.achieved_at,
    )


def _ranked(standings: Sequence[Standing], *, before: int, better: int) -> list[Entry]:
    """Rank consecutive standings: *before* stand above, *better* of them truly better."""
    entries: list[Entry] = []
    rank = better + 1
    for place, standing in enumerate(standings, start=before + 1):
        if entries and standing.public != entries[-1].score:
            rank = place
        entries.append(_entry(standing, rank=rank))
    return entries


def _with_staff(
    ranked: Sequence[Entry],
    staff: Sequence[Entry],
    *,
    minimize: bool,
    above: bool,
    below: Standing | None,
) -> list[Entry]:
    """Put the staff's entries of this page where their scores belong.

    *above* tells whether there is a page before, *below* is the first of the next.
    """

    def order(score: float, rank: int | None) -> tuple[float, bool]:
        return score if minimize else -score, rank is None

    def here(entry: Entry) -> bool:
        place = order(entry.score, None)
        if above and place < order(ranked[0].score, ranked[0].rank):
            return False
        return below is None or place < order(below.public, 0)

    return sorted([*ranked, *filter(here, staff)], key=lambda e: order(e.score, e.rank))


def leaderboard(
    *, competition: Competition, minimize: bool, me: Enrollment | None, page: int = 1
) -> Board:
    """Return a page of the board: active students ranked, active staff among them.

    Equal scores share a rank and the earlier comes first. A page beyond the last is
    the last.
    """
    students = _standings(competition).filter(enrollment__role=Role.STUDENT)
    count = students.count()
    pages = max(1, -(-count // PAGE_SIZE))
    page = min(max(page, 1), pages)
    before = (page - 1) * PAGE_SIZE
    rows = list(
        _best_first(students, minimize=minimize)[before : before + PAGE_SIZE + 1]
    )
    rows, following = rows[:PAGE_SIZE], rows[PAGE_SIZE:]
    better = 0
    if before and rows:
        better = students.filter(
            _better_than(rows[0].public, minimize=minimize)
        ).count()
    staff = [
        _entry(standing, rank=None)
        for standing in _best_first(
            _standings(competition).exclude(enrollment__role=Role.STUDENT),
            minimize=minimize,
        )
    ]
    entries = _with_staff(
        _ranked(rows, before=before, better=better),
        staff,
        minimize=minimize,
        above=bool(before),
        below=following[0] if following else None,
    )
    own = next((e for e in entries if me and e.enrollment_id == me.pk), None)
    if own is None and me is not None:
        own = own_entry(competition=competition, minimize=minimize, me=me)
    return Board(
        entries=entries,
        own=own,
        following=following[0].public if following else None,
        ranked=count,
        page=page,
        pages=pages,
    )


def ranked(*, competition: Competition) -> int:
    """Return how many active students have a score."""
    return _standings(competition).filter(enrollment__role=Role.STUDENT).count()


def own_entry(
    *, competition: Competition, minimize: bool, me: Enrollment
) -> Entry | None:
    """Return the line of one active participant, None before their first score."""
    standing = (
        _standings(competition)
        .filter(enrollment=me)
        .select_related("enrollment__user")
        .first()
    )
    if standing is None:
        return None
    if not me.is_student:
        return _entry(standing, rank=None)
    better = _standings(competition).filter(
        _better_than(standing.public, minimize=minimize), enrollment__role=Role.STUDENT
    )
    return _entry(standing, rank=better.count() + 1)
