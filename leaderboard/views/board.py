"""The leaderboard, and the name that one has on it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from leaderboard.cutoffs import Cutoff, next_letter, places
from leaderboard.nicknames import NicknameError, set_nickname
from leaderboard.place import Place, find_own, find_place
from leaderboard.selectors.board import Board, Entry
from leaderboard.selectors.board import leaderboard as read_board


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the table: an entry, or a cutoff between two of them."""

    entry: Entry | None = None
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


def _show(
    request: HttpRequest, place: Place, *, wanted: str | None = None, error: str = ""
) -> HttpResponse:
    page = request.GET.get("page", "1")
    board = read_board(
        competition=place.competition,
        minimize=place.minimize,
        me=place.me,
        page=int(page) if page.isdecimal() and len(page) < 7 else 1,
    )
    ahead = board.own and next_letter(
        board.own.score, cutoffs=place.cutoffs, minimize=place.minimize
    )
    context = place.context() | {
        "board": board,
        "own": board.own,
        "ranked": board.ranked,
        "lines": list(_lines(place, board)),
        "next_letter": ahead,
        "own_elsewhere": _own_elsewhere(place, board),
        "nickname": wanted if wanted is not None else place.me and place.me.nickname,
        "nickname_error": error,
        "last_deadline": place.class_deadline,
        "paused": "paused" in request.GET,
    }
    return render(
        request, "leaderboard/leaderboard.html", context, status=422 if error else 200
    )


def _lines(place: Place, board: Board) -> Iterator[Line]:
    """Put the cutoffs between the entries; above an empty board there is nothing."""
    drawn = places(
        [entry.score for entry in board.entries],
        cutoffs=place.cutoffs,
        minimize=place.minimize,
        is_first=board.page == 1,
        following=board.following,
    )
    if not board.entries:
        return
    for cutoffs, entry in zip(drawn, [*board.entries, None], strict=True):
        yield from (Line(cutoff=cutoff) for cutoff in cutoffs)
        if entry is not None:
            yield Line(entry=entry)


def _own_elsewhere(place: Place, board: Board) -> str:
    """Tell whether the asker's entry is on an earlier or later page than this one."""
    own = board.own
    if own is None or not board.entries or own in board.entries:
        return ""
    first = board.entries[0].score
    ahead = own.score < first if place.minimize else own.score > first
    return "before" if ahead else "after"
