"""For staff: everybody's attempts at a quiz, and what may be done for a student."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from courseops.models import User
from courseops.permissions import Permission
from quizzes import attempts_list, on_behalf
from quizzes.attempts_forms import AttemptsFilter, OnBehalfForm
from quizzes.place import find_attempt, find_place
from quizzes.roll import roll

PAGE_SIZE = 50


@login_required
@require_safe
@vary_on_headers("HX-Request")
def attempts(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """List who is how far; for htmx only the table."""
    place = find_place(request, course, component, Permission.VIEW_ALL_SUBMISSIONS)
    form = AttemptsFilter(request.GET)
    wanted = form.chosen()
    seats = roll(quiz=place.quiz, course=place.course, at=place.at)
    found = attempts_list.rows(seats)
    searched = attempts_list.chosen(found, student=wanted["student"], progress="")
    page = Paginator(
        attempts_list.chosen(searched, student="", progress=wanted["progress"]),
        PAGE_SIZE,
    ).get_page(request.GET.get("page"))
    given = attempts_list.answered(list(page))
    context = place.context() | {
        "form": form,
        "chosen": wanted,
        "counts": attempts_list.counts(searched),
        "page": page,
        "rows": [
            (row, given.get(row.attempt.pk if row.attempt else 0, 0)) for row in page
        ],
        "may_act": place.access.allows(Permission.GRANT_EXTENSIONS),
        "is_over": all(one.window.is_over(place.at) for one in seats),
    }
    return render(request, _template(request), context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close_attempt(
    request: HttpRequest, course: str, component: str, pk: int
) -> HttpResponse:
    """Ask why (GET), then hand in an open attempt for its student (POST)."""
    return _act(request, course, component, pk, act=on_behalf.hand_in, is_open=True)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reopen_attempt(
    request: HttpRequest, course: str, component: str, pk: int
) -> HttpResponse:
    """Ask why (GET), then let the student go on (POST)."""
    return _act(request, course, component, pk, act=on_behalf.reopen, is_open=False)


def _act(
    request: HttpRequest,
    course: str,
    component: str,
    pk: int,
    *,
    act: Callable[..., None],
    is_open: bool,
) -> HttpResponse:
    place = find_place(request, course, component, Permission.GRANT_EXTENSIONS)
    found = find_attempt(place, pk)
    found.attempt.component = place.component
    form = OnBehalfForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            act(
                attempt=found.attempt,
                window=found.window,
                reason=form.cleaned_data["reason"],
                actor=request.user if isinstance(request.user, User) else None,
                at=place.at,
            )
        except on_behalf.NotPossibleError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _done(found.context(), is_open=is_open))
            return redirect("quizzes:attempts", course, component)
    context = found.context() | {"form": form, "closes_it": is_open}
    status = 400 if form.errors else 200
    return render(request, "quizzes/on_behalf.html", context, status=status)


def _done(context: dict[str, Any], *, is_open: bool) -> str:
    student = context["student"]
    if is_open:
        return f"Attempt {context['attempt'].number} of {student} is handed in."
    return f"{student} can go on with attempt {context['attempt'].number}."


def _template(request: HttpRequest) -> str:
    """Answer htmx with the table alone, but not when it restores the whole page."""
    htmx = request.htmx  # type: ignore[attr-defined]  # set by django_htmx
    if htmx and not htmx.history_restore_request:
        return "quizzes/_attempts_table.html"
    return "quizzes/attempts.html"
