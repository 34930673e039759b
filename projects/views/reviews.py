"""The front page of reviewing: a student's papers, the board of the staff."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects.models import Review, ReviewDrawing
from projects.over import over_since
from projects.place import Place, find_student
from projects.reviews.board import (
    PAPERS,
    REVIEWERS,
    has_word,
    paper_rows,
    reviewer_rows,
)
from projects.reviews.forms import BoardFilter
from projects.reviews.place import find_reviews, staff_context
from projects.reviews.plan import needed
from projects.reviews.received import received
from projects.reviews.writing import shut

PAGE_SIZE = 50
REVIEWER_STATES = [
    ("open", "Open reviews"),
    ("none", "Nothing begun"),
    ("done", "All handed in"),
    ("dropped", "Dropped the course"),
]
PAPER_STATES = [
    ("open", "Open reviews"),
    ("none", "No review yet"),
    ("set", "Points set by staff"),
    ("staff", "With a note to the staff"),
    ("gone", "Counts no more"),
]


@login_required
@require_safe
def reviews(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Show a student what to review and, when over, what was received; staff all."""
    place = find_reviews(request, course, component)
    if place.access.is_staff:
        return _board(request, place)
    return render(request, "projects/reviews.html", _own(place))


def _own(place: Place) -> dict[str, Any]:
    me = find_student(place)
    rows: list[Review] = []
    if place.is_released:
        found = Review.objects.filter(component=place.work, reviewer=me)
        rows = list(found.order_by("number"))
    since = over_since([place.work], course=place.course, at=place.at)[place.work.pk]
    return place.context() | {
        "own": place.own,
        "rubric": place.rubric,
        "rows": [(one, shut(one, own=place.own, at=place.at)) for one in rows],
        "done": sum(one.received_at is not None for one in rows),
        "over_since": since,
        "received": received(place.work, me) if since else None,
    }


def _board(request: HttpRequest, place: Place) -> HttpResponse:
    shows_papers = request.GET.get("show") == "papers"
    states = PAPER_STATES if shows_papers else REVIEWER_STATES
    form = BoardFilter(request.GET, states=states, auto_id="board-%s")
    word, state = form.chosen()
    rows: list[Any]
    if shows_papers:
        papers = [one for one in paper_rows(place.work) if has_word(one.members, word)]
        rows = [one for one in papers if not state or PAPERS[state](one)]
    else:
        people = [
            one for one in reviewer_rows(place.work) if has_word([one.student], word)
        ]
        rows = [one for one in people if not state or REVIEWERS[state](one)]
    context = staff_context(place, "papers" if shows_papers else "reviewers") | {
        "form": form,
        "is_filtered": bool(word or state),
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
        "drawing": ReviewDrawing.objects.filter(component=place.work).first(),
        "counts": _counts(place),
        "needed": needed(place.work),
    }
    return render(request, "projects/review_board.html", context)


def _counts(place: Place) -> dict[str, int]:
    """Return how far reviewing is. Two queries."""
    every = Review.objects.filter(component=place.work)
    return {
        "assigned": every.count(),
        "done": every.filter(received_at__isnull=False).count(),
    }
