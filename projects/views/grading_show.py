"""Shows grades to students, after asking once more; takes them back."""

from collections import Counter

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from courseops.permissions import Permission
from projects.gradings import showing
from projects.gradings.desk import desk_of
from projects.gradings.forms import ReasonForm
from projects.gradings.listing import State, state_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_grades(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Tell how many are graded and how many wait (GET), then show them (POST)."""
    desk = desk_of(request, course, component, Permission.REVEAL_SCORES)
    if request.method == "POST":
        if showing.show(component=desk.place.work, actor=desk.user, at=desk.place.at):
            messages.success(request, "Students see their grades from now on.")
        else:
            messages.info(request, "The grades were shown already.")
        return redirect("projects:grading", course, component)
    number = Counter(state_of(one) for one in desk.works)
    context = desk.context() | {
        "graded": number[State.DONE] + number[State.DIFFERS],
        "differ": number[State.DIFFERS],
        "waiting": number[State.OPEN],
        "nothing": number[State.NOTHING],
        "form": ReasonForm(),
    }
    return render(request, "projects/grading_show.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hide_grades(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Ask why (GET), then let students no longer see their grades (POST)."""
    desk = desk_of(request, course, component, Permission.REVEAL_SCORES)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if showing.hide(
            component=desk.place.work,
            why=form.cleaned_data["reason"],
            actor=desk.user,
            at=desk.place.at,
        ):
            messages.success(request, "Students see the grades no longer.")
        else:
            messages.info(request, "The grades were not shown.")
        return redirect("projects:grading", course, component)
    context = desk.context() | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "projects/grading_hide.html", context, status=status)
