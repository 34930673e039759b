"""Who has more time or more attempts in the quizzes of a course, for its staff."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from courseops import clock, selectors
from courseops.decisions.history import Change, history
from courseops.models import Component, Kind
from courseops.permissions import Access, Permission, access
from quizzes import accommodated
from quizzes.accommodating import (
    AccommodationRefusedError,
    accommodate,
    audited_as,
    check,
    take_back,
)
from quizzes.accommodation_forms import AccommodationForm
from quizzes.accommodations import Allowance

PAGE_SIZE = 100


@login_required
@require_GET
def accommodations(request: HttpRequest, course: str) -> HttpResponse:
    """List who has what, where, since when and why."""
    found = access(
        user=request.user, course_slug=course, permission=Permission.GRANT_EXTENSIONS
    )
    rows = accommodated.listed(found.course)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"access": found, "course": found.course, "page": page}
    return render(request, "quizzes/accommodations.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def accommodation(request: HttpRequest, course: str) -> HttpResponse:
    """Ask what to give to whom, show what it leads to, then give it.

    What is given is what was shown: it is sent again by the form that shows it.
    """
    found = access(
        user=request.user, course_slug=course, permission=Permission.GRANT_EXTENSIONS
    )
    at = clock.now()
    quizzes = [c for c in selectors.components(found.course) if c.kind == Kind.QUIZ]
    asked = (request.GET.get("component", ""), request.GET.get("who", ""))
    form = AccommodationForm(
        request.POST or None,
        course=found.course,
        quizzes=quizzes,
        initial=accommodated.given(found.course, *asked),
    )
    context = {"access": found, "course": found.course, "form": form}
    if request.method == "GET":
        context["history"] = _history(found, *asked)
    if form.is_valid():
        try:
            if "confirm" in request.POST:
                return _apply(request, found, form, at)
            context |= _preview(form, quizzes, at)
        except AccommodationRefusedError as error:
            form.add_error(None, f"{str(error)[:1].upper()}{str(error)[1:]}.")
    status = 200 if request.method == "GET" or "people" in context else 400
    return render(request, "quizzes/accommodation.html", context, status=status)


def _preview(
    form: AccommodationForm, quizzes: list[Component], at: datetime
) -> dict[str, Any]:
    """Return who gets what; raises AccommodationRefusedError for what makes no sense."""
    component, students = form.cleaned_data["component"], form.cleaned_data["who"]
    if form.allowance is not None:
        check(form.allowance, component=component)
    of = quizzes if component is None else [component]
    return {
        "component": component,
        "allowance": form.allowance,
        "people": accommodated.in_force(component, students),
        "limits": accommodated.limits(of, form.allowance or Allowance()),
        "open": accommodated.open_attempts(of, students, at=at),
    }


def _apply(
    request: HttpRequest, found: Access, form: AccommodationForm, at: datetime
) -> HttpResponse:
    component, students = form.cleaned_data["component"], form.cleaned_data["who"]
    done: dict[str, Any] = {
        "course": found.course,
        "component": component,
        "students": students,
        "reason": form.cleaned_data["reason"],
        "actor": request.user,
        "at": at,
    }
    where = component.display_title if component else "every quiz"
    names = ", ".join(student.user.login for student in students)
    if form.allowance is None:
        count = take_back(**done)
        messages.success(request, f"Took back {count} in {where}: {names}.")
    else:
        accommodate(allowance=form.allowance, **done)
        messages.success(request, f"In {where}, {names}: {form.allowance}.")
    return redirect("quizzes:accommodations", found.course.slug)


def _history(found: Access, slug: str, login: str) -> list[Change]:
    return history(
        course=found.course,
        target=audited_as(slug, login),
        area="accommodation",
        words=lambda recorded: str(Allowance(**recorded)),
    )
