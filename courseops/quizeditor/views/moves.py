"""Moves, copies and takes away questions and pools."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from courseops.coursefile.shapes import Json
from courseops.permissions import Permission
from courseops.quizeditor import arranging
from courseops.quizeditor.drawing import question_in
from courseops.quizeditor.saving import OutdatedError
from courseops.quizeditor.views.desk import MEANWHILE, Desk, desk_of

STEPS = {"up": -1, "down": 1}


@login_required
@require_POST
def move_question(
    request: HttpRequest, course: str, component: str, question: str, way: str
) -> HttpResponse:
    """Move a question up or down in the quiz, or in its pool."""
    desk = _with_question(request, course, component, question)
    quiz = arranging.moved(desk.quiz, question, by=_step(way))
    return _put(desk, quiz, anchor=f"question-{question}")


@login_required
@require_POST
def move_pool(
    request: HttpRequest, course: str, component: str, pool: str, way: str
) -> HttpResponse:
    """Move a pool up or down in the quiz."""
    desk = desk_of(request, course, component)
    if pool not in {one["pool"] for one in arranging.pools(desk.quiz)}:
        raise Http404("No such pool")
    quiz = arranging.pool_moved(desk.quiz, pool, by=_step(way))
    return _put(desk, quiz, anchor=f"pool-{pool}")


@login_required
@require_POST
def duplicate(
    request: HttpRequest, course: str, component: str, question: str
) -> HttpResponse:
    """Put a copy of a question behind it."""
    desk = _with_question(request, course, component, question)
    quiz, name = arranging.duplicated(desk.quiz, question)
    return _put(desk, quiz, anchor=f"question-{name}", told=f"{name} is a copy.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(
    request: HttpRequest, course: str, component: str, question: str
) -> HttpResponse:
    """Ask whether a question is to go (GET), and take it out of the quiz (POST).

    Once students have answered it that changes scores: whoever may change the class's
    marks may do it.
    """
    desk = _with_question(request, course, component, question)
    attempts = desk.answered.get(question, 0)
    may = not attempts or desk.access.allows(Permission.CHANGE_CLASS)
    if request.method != "POST":
        found = arranging.find(desk.quiz, question)
        assert found is not None  # noqa: S101 looked for above
        context = desk.context(
            question=question_in(found[1]), attempts=attempts, may=may
        )
        return render(request, "quizeditor/delete.html", context)
    if not may:
        raise PermissionDenied
    quiz = arranging.without(desk.quiz, question)
    return _put(desk, quiz, anchor="questions", told=f"{question} is deleted.")


def _with_question(
    request: HttpRequest, course: str, component: str, question: str
) -> Desk:
    desk = desk_of(request, course, component)
    if arranging.find(desk.quiz, question) is None:
        raise Http404("No such question")
    return desk


def _step(way: str) -> int:
    if way not in STEPS:
        raise Http404("Up or down")
    return STEPS[way]


def _put(desk: Desk, quiz: Json, *, anchor: str, told: str = "") -> HttpResponse:
    """Save the quiz and return to its page; an outdated one is shown as it is now."""
    try:
        report = desk.save(quiz)
    except OutdatedError:
        messages.warning(desk.request, f"{MEANWHILE} This is the quiz as it is now.")
    else:
        for error in report.errors:
            place = arranging.in_words(quiz, error.path)
            messages.error(
                desk.request, f"Nothing was saved. {place}: {error.message}."
            )
        if told and report.changes:
            messages.success(desk.request, told)
    here = reverse("quizeditor:edit", args=[desk.course.slug, desk.component.slug])
    return redirect(f"{here}#{anchor}")
