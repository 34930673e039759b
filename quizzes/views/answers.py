"""Takes answers one by one, as they are given, and tells the time that is left."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courseops.instants import in_words
from courseops.models import Course
from quizzes import pictures, sitting
from quizzes.lines import Line
from quizzes.place import AttemptPlace
from quizzes.refusals import ConflictError, RefusalError
from quizzes.sheet import Saved
from quizzes.views.attempt import find_own, read_given


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def answers(request: HttpRequest, course: str, component: str, pk: int) -> JsonResponse:
    """Store the answer to ``question``; 200 with its revision.

    409 with the question as it stands where it was answered elsewhere, 410 once the
    attempt is handed in, 422 for what is no answer. A GET tells the server's clock and
    when the attempt closes.
    """
    found = find_own(request, course, component, pk)
    if request.method == "GET":
        return JsonResponse(_times(found), status=200 if found.is_open else 410)
    try:
        told = _saved(found.place.course, _save(request, found))
        status = 200
    except RefusalError as refusal:
        told, status = {"message": refusal.message}, refusal.status
        if isinstance(refusal, ConflictError):
            told |= _standing(found, refusal)
    return JsonResponse(told | _times(found), status=status)


def _save(request: HttpRequest, found: AttemptPlace) -> Saved:
    slug = request.POST.get("question", "")
    asked = next((one for one in found.asked if one.question.slug == slug), None)
    if asked is None:
        raise RefusalError("unknown", "This question is not part of the attempt.")
    return sitting.save(
        attempt=found.attempt,
        window=found.window,
        question=slug,
        given=read_given(asked, request.POST),
        at=request.received_at,  # type: ignore[attr-defined]
    )


def _saved(course: Course, saved: Saved) -> dict[str, Any]:
    context = {
        "saved_at": saved.saved_at,
        "advice": saved.advice,
        "course": course,
    }
    return {
        "revision": saved.revision,
        "saved": render_to_string("quizzes/_saved.html", context).strip(),
        "advice": saved.advice,
    }


def _standing(found: AttemptPlace, conflict: ConflictError) -> dict[str, Any]:
    """Return the question with the answer that stands, as a part of the page."""
    slug = conflict.answer.question
    number, asked = next(
        (number, one)
        for number, one in enumerate(found.asked, start=1)
        if one.question.slug == slug
    )
    line = Line(asked=asked, number=number, answer=conflict.answer)
    context = {
        "asked": asked,
        "number": number,
        "value": line.value,
        "revision": line.revision,
        "pictures": pictures.addresses(found.place.course),
    }
    return {
        "revision": line.revision,
        "question": render_to_string("quizzes/_question.html", context),
    }


def _times(found: AttemptPlace) -> dict[str, Any]:
    closes, zone = found.closes, found.place.course.zone
    return {
        "now": found.place.at.isoformat(),
        "closes": closes.isoformat() if closes else None,
        "until": in_words(closes, zone=zone, seconds=True) if closes else "",
    }
