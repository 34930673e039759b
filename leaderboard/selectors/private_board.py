"""Reads the leaderboard by private scores, beside where everybody stood in public.

For staff; for students only once the competition's scores are revealed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from courseops.models import Enrollment, Role
from leaderboard.cursors import Cursor
from leaderboard.models import Competition, Submission
from leaderboard.selectors.board import Board, read_board, viewer_of
from leaderboard.selectors.entries import Entry
from leaderboard.selectors.ladder import Ladder, private_ladder, public_ladder


@dataclass(frozen=True, kw_only=True)
class PublicPlace:
    """Where an entrant stands by public score."""

    rank: int
    score: float


@dataclass(frozen=True, kw_only=True)
class Shaken:
    """A line of the private board, and how it came there from the public one.

    ``moved`` counts the places won, negative for lost ones. ``is_chosen`` tells that
    its submission was chosen; the best public one stands for who chose nothing.
    """

    entry: Entry
    public: PublicPlace | None
    moved: int | None
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class PrivateBoard:
    """A page of the private board; ``own`` is the viewer's line wherever it stands."""

    board: Board
    lines: Sequence[Shaken]
    own: Shaken | None


def private_leaderboard(
    *,
    competition: Competition,
    me: Enrollment | None,
    is_staff: bool = False,
    start: Cursor | None = None,
    around_me: bool = False,
) -> PrivateBoard:
    """Return a page of the private board, ranked as the public one is."""
    board = read_board(
        private_ladder(competition),
        viewer=viewer_of(competition=competition, me=me, is_staff=is_staff),
        start=start,
        around_me=around_me,
    )
    public = _public_places(public_ladder(competition))
    shown = [*board.entries, *([board.own] if board.own else [])]
    chosen = _chosen([one.submission_id for one in shown if one.submission_id])
    return PrivateBoard(
        board=board,
        lines=[_shaken(one, public, chosen) for one in board.entries],
        own=_shaken(board.own, public, chosen) if board.own else None,
    )


def _public_places(ladder: Ladder) -> Mapping[int, PublicPlace]:
    """Return where everybody stands who has a rank. One query."""
    rows = (
        ladder.present()
        .filter(is_hidden=False, enrollment__role=Role.STUDENT)
        .order_by(*ladder.order())
        .values_list("enrollment", ladder.score)
    )
    places: dict[int, PublicPlace] = {}
    last: PublicPlace | None = None
    for number, (enrollment, score) in enumerate(rows, start=1):
        if last is None or score != last.score:
            last = PublicPlace(rank=number, score=score)
        places[enrollment] = last
    return places


def _chosen(keys: Sequence[int]) -> set[int]:
    rows = Submission.objects.filter(pk__in=keys, is_final_choice=True)
    return set(rows.values_list("pk", flat=True))


def _shaken(
    entry: Entry, public: Mapping[int, PublicPlace], chosen: set[int]
) -> Shaken:
    before = public.get(entry.enrollment_id) if entry.enrollment_id else None
    moved = None
    if before is not None and entry.rank is not None:
        moved = before.rank - entry.rank
    return Shaken(
        entry=entry,
        public=before,
        moved=moved,
        is_chosen=entry.submission_id in chosen,
    )
