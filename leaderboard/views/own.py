"""My submissions of a competition, with their chart: a part of its page."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courseops.instants import in_words
from leaderboard.charts import Point
from leaderboard.models import Submission
from leaderboard.place import Place, find_place
from leaderboard.selectors.board import own_entry, ranked
from leaderboard.selectors.submissions import own_submissions, with_scores
from leaderboard.views.choice import choice_context
from leaderboard.views.code import code_context
from leaderboard.views.drawing import score_charts

SHOWN_AT_FIRST = 10


@login_required
@require_safe
def submissions(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Answer with the table and the chart; ``?all`` for more than the newest ten."""
    place = find_place(request, course, component)
    context = own_context(place, show_all="all" in request.GET)
    # A new score moves the standing in the page's header, too.
    context |= standing_context(place) | code_context(place) | {"out_of_band": True}
    return render(request, "leaderboard/_submissions.html", context)


def standing_context(place: Place) -> dict[str, Any]:
    """Return where the asker stands among how many."""
    own = None
    if place.me is not None:
        own = own_entry(competition=place.competition, me=place.me)
    return {"own": own, "ranked": ranked(competition=place.competition)}


def own_context(place: Place, *, show_all: bool = False) -> dict[str, Any]:
    """Return what the part needs: one query whatever the number of submissions."""
    mine: Sequence[Submission] = []
    if place.me is not None:
        mine = list(
            own_submissions(
                competition=place.competition,
                members=place.mates,
                revealed=place.is_revealed,
            )
        )
    return {
        "course": place.course,
        "competition": place.competition,
        "component": place.component,
        "at": place.at,
        "me": place.me,
        "is_team": len(place.mates) > 1,
        "submissions": mine if show_all else mine[:SHOWN_AT_FIRST],
        "hidden": 0 if show_all else max(0, len(mine) - SHOWN_AT_FIRST),
        "number": len(mine),
        "last_deadline": place.last_deadline,
        "minimize": place.minimize,
        "shows_private": place.is_revealed and place.has_split,
        **_chart_context(place, mine),
        **choice_context(place),
    }


def _chart_context(place: Place, mine: Sequence[Submission]) -> dict[str, Any]:
    points = [
        Point(
            at=row.received_at,
            score=score,
            name=row.name,
            late=place.is_after_deadline(row.received_at),
        )
        for row, score in with_scores(reversed(mine))
    ]
    best = list(accumulate((p.score for p in points), min if place.minimize else max))
    return {
        "charts": score_charts(place, points),
        "best": best[-1] if best else None,
        "series": [
            (p.at, p.score, so_far) for p, so_far in zip(points, best, strict=True)
        ],
        "has_late": any(point.late for point in points),
        "summary": _summary(place, points, best),
    }


def _summary(place: Place, points: Sequence[Point], best: Sequence[float]) -> str:
    """Tell in words what the chart shows."""
    if not points:
        return ""
    first, last = (
        in_words(point.at, zone=place.course.zone) for point in (points[0], points[-1])
    )
    told = f"{len(points)} scored, from {first} to {last}; the best is {best[-1]:.5f}"
    if not place.cutoffs:
        return f"{told}. The cutoffs are not posted yet."
    reached = [
        row.letter
        for row in place.cutoffs
        if row.reached_by(best[-1], minimize=place.minimize)
    ]
    return f"{told}, which reaches {reached[0] if reached else 'no cutoff'}."
