"""Takes in who watched the videos: a file, what it would add, adding it."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from courseops.datafile import DataFileError
from courseops.models import Component
from courseops.permissions import Permission
from participation import sessions
from participation.forms import AgreedForm, WatchedForm
from participation.place import Place, find_place, find_series
from participation.watching import Plan, import_watched, plan_watched

PAGE = "participation/watched.html"
PREVIEW = "participation/watched_preview.html"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def watched(request: HttpRequest, course: str, series: str) -> HttpResponse:
    """Take a file and show what it would add; agreed to, add it."""
    place = find_place(request, course, Permission.TAKE_ATTENDANCE)
    component = find_series(place, series)
    if "watched" in request.POST:
        return _apply(request, place, component)
    if request.method != "POST":
        chosen = {"session": request.GET.get("session", "")}
        form = WatchedForm(initial=chosen, sessions=_held(place, component))
        return _page(request, place, component, form=form)
    return _preview(request, place, component)


def _held(place: Place, component: Component) -> list[Any]:
    today = sessions.today(place.course, at=place.at)
    return sessions.held(component, today=today)


def _preview(request: HttpRequest, place: Place, component: Component) -> HttpResponse:
    held = _held(place, component)
    form = WatchedForm(request.POST, request.FILES, sessions=held)
    if not form.is_valid():
        return _page(request, place, component, status=422, form=form)
    asked, file = form.cleaned_data, form.cleaned_data["file"]
    try:
        plan = plan_watched(
            component=component,
            data=file.read(),
            session=asked["session"],
            least_minutes=asked["least_minutes"],
            at=place.at,
        )
    except DataFileError as error:
        told = {"problems": error.problems, "file_name": file.name}
        return _page(request, place, component, status=422, form=form, **told)
    context = place.context() | {
        "component": component,
        "plan": plan,
        "source": file.name[:200],
        "watched": _written(plan),
    }
    return render(request, PREVIEW, context)


def _apply(request: HttpRequest, place: Place, component: Component) -> HttpResponse:
    form = WatchedForm(sessions=_held(place, component))
    agreed = AgreedForm(request.POST)
    if not agreed.is_valid():
        return _page(request, place, component, status=422, form=form)
    source = agreed.cleaned_data["source"]
    try:
        plan = import_watched(
            component=component,
            data=agreed.cleaned_data["watched"].encode(),
            session=None,
            least_minutes=0,
            actor=place.actor,
            at=place.at,
            source=source,
        )
    except DataFileError as error:
        told = {"problems": error.problems, "file_name": source}
        return _page(request, place, component, status=422, form=form, **told)
    number = len(plan.added)
    presences = f"{number} presence{'' if number == 1 else 's'}"
    messages.success(request, f"{presences} added out of {source}.")
    return redirect("participation:attendance", place.course.slug)


def _written(plan: Plan) -> str:
    """Return a CSV that adds the same as the file of *plan*."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["login", "session", "watched_at"])
    for one in plan.added:
        time = one.received_at.isoformat()
        writer.writerow([one.place.login, one.session.isoformat(), time])
    return text.getvalue()


def _page(
    request: HttpRequest,
    place: Place,
    component: Component,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = place.context() | {"component": component, **more}
    return render(request, PAGE, context, status=status)
