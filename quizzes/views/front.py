"""The front page of a quiz: its rules in plain words, my attempts, the way in."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from courseops.own_dates import own_dates
from courseops.permissions import Permission
from quizzes import sitting
from quizzes.own import closes
from quizzes.place import Place, find_place, find_taker
from quizzes.refusals import RefusalError


@login_required
@require_safe
def quiz(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Show the window, the rules and the asker's attempts."""
    place = find_place(request, course, component)
    seat = place.mine
    shows = place.shows_results
    context = place.context() | {
        "seat": seat,
        "takes": place.takes,
        "is_student": place.me is not None and place.me.is_student,
        "my_dates": own_dates(seat.own, enrollment=place.me, at=place.at),
        "attempts": [(one, seat.handed_in_at(one)) for one in seat.attempts],
        "closes": seat.open_attempt and closes(seat.open_attempt, window=seat.window),
        "counting": seat.counting if shows else None,
        "shows_results": shows,
        "mark_url": reverse(
            "grading:component_mark", args=[place.course.slug, place.component.slug]
        ),
    }
    return render(request, "quizzes/front.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Ask whether the time is to begin; then begin, or go on with the open attempt."""
    place = find_place(request, course, component, Permission.SUBMIT)
    student = find_taker(place)
    here = (place.course.slug, place.component.slug)
    if request.method == "GET":
        if not place.mine.may_start:
            return redirect("quizzes:quiz", *here)
        return render(request, "quizzes/start.html", _start_context(place))
    try:
        attempt = sitting.start(
            quiz=place.quiz,
            enrollment=student,
            own=place.mine.own,
            at=request.received_at,  # type: ignore[attr-defined]
        )
    except RefusalError as refusal:
        messages.error(request, refusal.message)
        return redirect("quizzes:quiz", *here)
    return redirect("quizzes:attempt", *here, attempt.pk)


def _start_context(place: Place) -> dict[str, Any]:
    seat = place.mine
    ends_at = None if seat.limit is None else place.at + seat.limit
    window_closes = seat.window.closes
    cut = ends_at and window_closes and window_closes < ends_at
    return place.context() | {
        "seat": seat,
        "ends_at": window_closes if cut else ends_at,
        "time": window_closes - place.at if cut and window_closes else seat.limit,
        "is_cut": bool(cut),
    }
