"""Choose what to change for the class, and how."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from courseops import clock
from courseops.changes.forms import ChangeForm, DatesForm, LatenessForm, WeightsForm
from courseops.changes.proposing import TITLES, propose
from courseops.changes.views.asking import actor, component_of, staff
from courseops.coursefile.changing import RefusedSectionsError
from courseops.models import Component, Kind
from courseops.permissions import Access, Permission

_OF_COMPONENT = {"dates": DatesForm, "lateness": LatenessForm}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_change(request: HttpRequest, course: str) -> HttpResponse:
    """Ask what is to change (GET), then lead to its preview (POST)."""
    found = staff(request, course, Permission.CHANGE_CLASS)
    action = request.GET.get("action", "")
    if not action:
        return render(request, "changes/choose.html", _choices(found))
    component = _component(request, found, action)
    form = _form(request, found, action, component)
    if request.method == "POST" and form.is_valid():
        try:
            change = propose(
                course=found.course,
                action=action,
                edits=form.edits(),
                component=component,
                reason=form.cleaned_data["reason"],
                actor=actor(request),
                at=clock.now(),
            )
        except RefusedSectionsError as error:
            form.refuse(error.errors)
        else:
            return redirect("changes:change", course, change.pk)
    context = {
        "access": found,
        "course": found.course,
        "form": form,
        "title": TITLES[action],
        "component": component,
        "lede": component.display_title
        if component
        else "Of the categories in the course, and of the assignments in their category,"
        " where an empty field is 1.",
    }
    return render(request, "changes/new.html", context)


def _choices(found: Access) -> dict[str, Any]:
    components = Component.objects.filter(course=found.course, archived=False)
    return {
        "access": found,
        "course": found.course,
        "components": components.select_related("assignment").order_by(
            "assignment__position", "position"
        ),
        "competition": Kind.COMPETITION.value,
    }


def _component(request: HttpRequest, found: Access, action: str) -> Component | None:
    if action in _OF_COMPONENT:
        return component_of(found, request.GET.get("component", ""))
    if action == "weights":
        return None
    raise Http404("No such change")


def _form(
    request: HttpRequest, found: Access, action: str, component: Component | None
) -> ChangeForm:
    data = request.POST if request.method == "POST" else None
    if component is None:
        return WeightsForm(data, course=found.course)
    return _OF_COMPONENT[action](data, course=found.course, component=component)
