"""An attempt: its questions while it is open, then what was handed in."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courseops.instants import in_words
from courseops.permissions import Permission
from quizzes import pictures, sitting
from quizzes.answering import posted
from quizzes.lines import lines_of
from quizzes.marking import UnreadableError
from quizzes.paper import Asked
from quizzes.place import AttemptPlace, find_attempt, find_place, find_taker
from quizzes.refusals import RefusalError
from quizzes.sheet import Given


# The browser's memory of the page is older than what is saved.
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attempt(request: HttpRequest, course: str, component: str, pk: int) -> HttpResponse:
    """Show the questions to answer, or what was handed in; take a whole page's answers."""
    if request.method == "POST":
        return _save(request, find_own(request, course, component, pk))
    found = find_attempt(find_place(request, course, component), pk)
    if found.is_open and found.is_mine and found.place.takes:
        return render(request, "quizzes/attempt.html", _taking(found))
    return render(request, "quizzes/result.html", _result(found))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, course: str, component: str, pk: int) -> HttpResponse:
    """Show what is answered and what is not; then hand the attempt in."""
    found = find_own(request, course, component, pk)
    if request.method == "POST":
        at = sitting.hand_in(
            attempt=found.attempt,
            window=found.window,
            at=request.received_at,  # type: ignore[attr-defined]
        )
        told = in_words(at, zone=found.place.course.zone, seconds=True)
        messages.success(request, f"Handed in at {told}.")
    if request.method == "POST" or not found.is_open:
        return redirect("quizzes:attempt", *found.address)
    lines = lines_of(found)
    context = found.context() | {
        "lines": lines,
        "unanswered": [line for line in lines if not line.is_answered],
    }
    return render(request, "quizzes/hand_in.html", context)


def find_own(
    request: HttpRequest, course: str, component: str, pk: int
) -> AttemptPlace:
    """Return an attempt that is the asker's to change; PermissionDenied for staff."""
    found = find_attempt(find_place(request, course, component, Permission.SUBMIT), pk)
    find_taker(found.place)
    if not found.is_mine:
        raise PermissionDenied
    return found


def read_given(asked: Asked, data: QueryDict) -> Given:
    """Return what the fields of a question say.

    Raises RefusalError (``unreadable``) for what is no answer to it.
    """
    base = data.get(f"base-{asked.question.slug}", "")
    try:
        value = asked.stored(posted(asked, data))
    except UnreadableError as problem:
        raise RefusalError("unreadable", f"Not saved: {problem}.") from problem
    # What is no number is no revision that anybody has seen.
    is_number = base.isascii() and base.isdigit() and len(base) < 10
    return Given(value=value, base=int(base) if is_number else 0)


def _save(request: HttpRequest, found: AttemptPlace) -> HttpResponse:
    """Store what a page sends as a whole, as a browser without scripts does."""
    given, problems = _given(found, request.POST)
    try:
        told = sitting.save_all(
            attempt=found.attempt,
            window=found.window,
            given=given,
            at=request.received_at,  # type: ignore[attr-defined]
        )
    except RefusalError as refusal:
        messages.error(request, refusal.message)
        return redirect("quizzes:attempt", *found.address)
    problems |= {k: v for k, v in told.items() if isinstance(v, RefusalError)}
    if problems:
        status = max(one.status for one in problems.values())
        context = _taking(found, problems)
        return render(request, "quizzes/attempt.html", context, status=status)
    if request.POST.get("then") == "hand_in":
        return redirect("quizzes:hand_in", *found.address)
    messages.success(request, "Your answers are saved.")
    return redirect("quizzes:attempt", *found.address)


def _given(
    found: AttemptPlace, data: QueryDict
) -> tuple[dict[str, Given], dict[str, RefusalError]]:
    """Return the answers that *data* holds by slug, and what of it is none."""
    given: dict[str, Given] = {}
    problems: dict[str, RefusalError] = {}
    for asked in found.asked:
        slug = asked.question.slug
        if f"base-{slug}" not in data:
            continue
        try:
            given[slug] = read_given(asked, data)
        except RefusalError as refusal:
            problems[slug] = refusal
    return given, problems


def _taking(
    found: AttemptPlace, problems: Mapping[str, RefusalError] | None = None
) -> dict[str, Any]:
    lines = lines_of(found)
    return found.context() | {
        "lines": [(line, (problems or {}).get(line.slug)) for line in lines],
        "has_problems": bool(problems),
        "answered": sum(line.is_answered for line in lines),
        "pictures": pictures.addresses(found.place.course),
    }


def _result(found: AttemptPlace) -> dict[str, Any]:
    place = found.place
    shows = found.shows_results
    lines, made = lines_of(found), found.attempt
    over = found.handed_in_at
    return found.context() | {
        "lines": [(line, line.is_right if shows else None) for line in lines],
        "answered": sum(line.is_answered for line in lines),
        "score": 100 * made.correct / made.questions,
        "shows_results": shows,
        "hidden_from_student": shows and not place.is_revealed,
        "reveal": place.rules.reveal,
        "by_itself": over is not None and made.received_at is None,
        "taken": over - made.started_at if over and made.started_at else None,
        "whose": "Your" if found.is_mine else "Their",
        "pictures": pictures.addresses(place.course),
    }
