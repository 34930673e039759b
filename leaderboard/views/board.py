"""The leaderboard, and the name that one has on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from courseops.permissions import Permission
from leaderboard.cursors import Cursor, CursorError, parse
from leaderboard.cutoffs import Cutoff, next_letter, places
from leaderboard.nicknames import NicknameError, set_nickname
from leaderboard.place import Place, find_own, find_place
from leaderboard.selectors.board import Board
from leaderboard.selectors.board import leaderboard as read_board

Shown = TypeVar("Shown")


@dataclass(frozen=True, kw_only=True)
class Line(Generic[Shown]):
    """A line of the table: an entry, or a cutoff between two of them."""

    entry: Shown | None = None
    cutoff: Cutoff | None = None


@login_required
@require_safe
def leaderboard(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Show who stands where, by public score, with the cutoffs between the ranks."""
    return _show(request, find_place(request, course, component))


@login_required
@require_POST
def nickname(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Take the name under which the asker wants to be listed; refuse it with a reason."""
    place = find_place(request, course, component)
    me = find_own(place)
    wanted = request.POST.get("nickname", "")
    try:
        set_nickname(enrollment=me, nickname=wanted, at=place.at)
    except NicknameError as error:
        return _show(request, place, wanted=wanted, error=str(error))
    messages.success(request, f"You appear as {me.public_name}.")
    return redirect("leaderboard:leaderboard", place.course.slug, place.component.slug)


def start_of(request: HttpRequest) -> Cursor | None:
    """Return where the page that is asked for begins; None is the first page."""
    try:
        return parse(request.GET.get("cursor", ""))
    except CursorError:
        return None


def board_context(place: Place, board: Board) -> dict[str, Any]:
    """Return what both boards show around their lines."""
    own = board.own
    listed = [one.enrollment_id for one in board.entries if one.enrollment_id]
    ranks = [one.rank for one in board.entries if one.rank is not None]
    return place.context() | {
        "board": board,
        "ranked": board.ranked,
        "own": own,
        "own_elsewhere": _side(place, board)
        if own is not None and listed and own.enrollment_id not in listed
        else "",
        "first_rank": ranks[0] if ranks else None,
        "last_rank": ranks[-1] if ranks else None,
        "last_deadline": place.class_deadline,
        "can_manage": place.access.allows(Permission.MANAGE_BOARD),
        "shows_private_board": place.has_split and place.shows_private,
    }


def with_cutoffs(
    place: Place, board: Board, shown: Sequence[Shown]
) -> Iterator[Line[Shown]]:
    """Put the cutoffs between the *shown* entries of *board*, one for each."""
    drawn = places(
        [entry.score for entry in board.entries],
        cutoffs=place.cutoffs,
        minimize=place.minimize,
        is_first=board.previous is None,
        following=board.following,
    )
    if not shown:
        return
    for cutoffs, entry in zip(drawn, [*shown, None], strict=True):
        yield from (Line(cutoff=cutoff) for cutoff in cutoffs)
        if entry is not None:
            yield Line(entry=entry)


def _show(
    request: HttpRequest, place: Place, *, wanted: str | None = None, error: str = ""
) -> HttpResponse:
    board = read_board(
        competition=place.competition,
        me=place.me,
        is_staff=place.access.is_staff,
        start=start_of(request),
        around_me="me" in request.GET,
        today=place.at.astimezone(place.course.zone).date(),
    )
    context = board_context(place, board) | {
        "lines": list(with_cutoffs(place, board, board.entries)),
        "next_letter": board.own
        and next_letter(
            board.own.score, cutoffs=place.cutoffs, minimize=place.minimize
        ),
        "nickname": wanted if wanted is not None else place.me and place.me.nickname,
        "nickname_error": error,
        "paused": "paused" in request.GET,
    }
    return render(
        request, "leaderboard/leaderboard.html", context, status=422 if error else 200
    )


def _side(place: Place, board: Board) -> str:
    """Tell whether the asker's entry is on an earlier or later page than this one."""
    if board.own is None:
        return ""
    first = board.entries[0].score
    ahead = board.own.score < first if place.minimize else board.own.score > first
    return "before" if ahead else "after"
