"""How the class's best score rose, and one's own beside it."""

from collections.abc import Sequence
from itertools import accumulate

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courseops.instants import in_words
from leaderboard.charts import Point
from leaderboard.place import Place, find_place
from leaderboard.selectors.progress import Record, class_records
from leaderboard.selectors.submissions import own_submissions, with_scores
from leaderboard.views.drawing import score_charts


@login_required
@require_safe
def progress(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Show the class's best over time as a chart and as a table."""
    place = find_place(request, course, component)
    records = class_records(competition=place.competition)
    mine = _own_points(place)
    best = list(accumulate((p.score for p in mine), min if place.minimize else max))
    context = place.context() | {
        "records": records,
        "charts": score_charts(place, _points(place, records), beside=mine),
        "chart_title": "Best public score of the class over time",
        "summary": _summary(place, records, best),
        "own_best": best[-1] if best else None,
    }
    return render(request, "leaderboard/progress.html", context)


def _own_points(place: Place) -> Sequence[Point]:
    rows = own_submissions(competition=place.competition, members=place.mates)
    counted = rows.filter(disqualified_at=None).order_by("received_at", "pk")
    return [
        Point(at=row.received_at, score=score, name=row.name)
        for row, score in with_scores(counted)
    ]


def _points(place: Place, records: Sequence[Record]) -> Sequence[Point]:
    return [
        Point(
            at=record.at,
            score=record.score,
            name=in_words(record.at, zone=place.course.zone),
        )
        for record in records
    ]


def _summary(place: Place, records: Sequence[Record], own_best: Sequence[float]) -> str:
    """Tell in words what the chart shows."""
    if not records:
        return ""
    last = records[-1]
    told = (
        f"The class's best is {last.score:.5f} since"
        f" {in_words(last.at, zone=place.course.zone)}, after {len(records)} records"
    )
    return f"{told}; mine is {own_best[-1]:.5f}." if own_best else f"{told}."
