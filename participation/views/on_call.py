"""On-call lectures: a student chooses theirs, staff see who is on call when."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from courseops.models import Component
from courseops.permissions import Permission
from participation.forms import PlaceForm
from participation.oncall import OnCallRefusedError, choose, place
from participation.oncallboard import board
from participation.oncallchoices import choices
from participation.place import Place, find_place, find_student, on_call_parts


@login_required
@require_safe
def on_call(request: HttpRequest, course: str) -> HttpResponse:
    """Show staff who is on call in which lecture, a student what they may choose."""
    here = find_place(request, course, Permission.VIEW_COURSE)
    parts = on_call_parts(here)
    if here.access.allows(Permission.TAKE_ATTENDANCE):
        return _board(request, here, parts)
    student = find_student(here)
    context = here.context() | {
        "choices": choices(parts, course=here.course, student=student, at=here.at),
        "can_choose": here.access.allows(Permission.SUBMIT),
    }
    return render(request, "participation/on_call.html", context)


@login_required
@require_POST
def choose_lecture(request: HttpRequest, course: str) -> HttpResponse:
    """Choose a lecture, or none, for one component."""
    here = find_place(request, course, Permission.SUBMIT)
    student = find_student(here)
    slug = request.POST.get("component", "")
    component = next((one for one in on_call_parts(here) if one.slug == slug), None)
    if component is None:
        raise Http404("No such component")
    try:
        chosen = choose(
            component=component,
            student=student,
            lecture=request.POST.get("lecture", ""),
            at=here.at,
        )
    except OnCallRefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _told("You are", component, chosen))
    return redirect("participation:on_call", here.course.slug)


@login_required
@require_POST
def place_student(request: HttpRequest, course: str) -> HttpResponse:
    """Put a student into a lecture, or into none."""
    here = find_place(request, course, Permission.TAKE_ATTENDANCE)
    parts = on_call_parts(here)
    form = PlaceForm(request.POST, course=here.course, components=parts)
    if not form.is_valid():
        return _board(request, here, parts, form=form, status=422)
    asked = form.cleaned_data
    try:
        chosen = place(
            component=asked["component"],
            student=asked["login"],
            lecture=asked["lecture"],
            actor=here.actor,
            at=here.at,
        )
    except OnCallRefusedError as error:
        form.add_error("lecture", str(error))
        return _board(request, here, parts, form=form, status=422)
    who = f"{asked['login'].user} is"
    messages.success(request, _told(who, asked["component"], chosen))
    return redirect("participation:on_call", here.course.slug)


def _told(who: str, component: Component, chosen: Any) -> str:
    if chosen is None:
        return f"{who} on call in no lecture for {component.display_title}."
    day = f"{chosen.day:%a} {chosen.day.day} {chosen.day:%b}"
    return f"{who} on call on {day} for {component.display_title}."


def _board(
    request: HttpRequest,
    here: Place,
    parts: list[Component],
    *,
    form: PlaceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = board(parts, course=here.course, at=here.at)
    context = here.context() | {
        "board": shown,
        "today": [one for one in shown.meetings if one.is_today],
        "form": form or PlaceForm(course=here.course, components=parts),
    }
    return render(request, "participation/on_call_board.html", context, status=status)
