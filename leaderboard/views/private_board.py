"""The leaderboard by private scores, and what it shook up."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leaderboard.place import find_place
from leaderboard.selectors.private_board import (
    PrivateBoard,
    Shaken,
    private_leaderboard,
)
from leaderboard.shakeup import Climb, ShakeUp, shake_up
from leaderboard.views.board import board_context, start_of

DRAWN = 10
# The same chart for a wide and for a narrow page, so that its text keeps its size.
WIDTHS = {"wide": 640, "narrow": 340}


@login_required
@require_safe
def private_board(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Show who stands where by private score: to staff, and to all once revealed."""
    place = find_place(request, course, component)
    if not place.has_split:
        raise Http404("Without a split there is one leaderboard")
    if not place.shows_private:
        raise PermissionDenied
    found = private_leaderboard(
        competition=place.competition,
        me=place.me,
        is_staff=place.access.is_staff,
        start=start_of(request),
        around_me="me" in request.GET,
    )
    context = board_context(place, found.board) | {
        "lines": found.lines,
        "shaken_own": found.own,
        **_chart_context(found),
    }
    return render(request, "leaderboard/private_board.html", context)


def _chart_context(found: PrivateBoard) -> dict[str, Any]:
    """Return the chart of the first page's top and of the asker; none on later pages."""
    drawn: list[Shaken] = []
    if found.board.previous is None:
        drawn = [one for one in found.lines if one.moved is not None][:DRAWN]
        mine = found.own
        listed = {one.entry.enrollment_id for one in drawn}
        if mine and mine.moved is not None and mine.entry.enrollment_id not in listed:
            drawn.append(mine)
    climbs = _climbs(drawn, found)
    return {"charts": _charts(climbs), "climbs": climbs}


def _climbs(drawn: Iterable[Shaken], found: PrivateBoard) -> list[Climb]:
    own = found.own.entry.enrollment_id if found.own else None
    return [
        Climb(
            name=one.entry.name,
            public=one.public.rank,
            private=one.entry.rank,
            is_mine=one.entry.enrollment_id == own is not None,
        )
        for one in drawn
        if one.public is not None and one.entry.rank is not None
    ]


def _charts(climbs: Sequence[Climb]) -> Sequence[tuple[str, ShakeUp]]:
    drawn = [(size, shake_up(climbs, width=width)) for size, width in WIDTHS.items()]
    return [(size, chart) for size, chart in drawn if chart is not None]
