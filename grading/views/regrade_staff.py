"""Staff assign regrade requests, decide them and open them again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from courseops.permissions import Permission
from grading.regrades import deciding, listing, regrading
from grading.regrades.deciding import How
from grading.regrades.forms import AssignForm, DecisionForm
from grading.regrades.place import RegradePlace, find_to_decide
from grading.regrades.regrading import RegradeRefusedError
from grading.views.regrade_page import regrade_page


@login_required
@require_POST
def assign(request: HttpRequest, course: str, pk: int) -> HttpResponse:
    """Have somebody decide the request, or, by the button for it, oneself."""
    place = find_to_decide(request, course, pk)
    graders = list(listing.graders(place.course))
    me = place.access.enrollment
    takes = "take" in request.POST and me is not None
    data = {"grader": me.pk} if takes and me is not None else request.POST
    form = AssignForm(data, graders=graders)
    if not form.is_valid():
        return regrade_page(request, place, assign_form=form, status=422)
    grader = form.cleaned_data["grader"]
    try:
        regrading.assign(
            request=place.regrade,
            grader=grader,
            actor=place.actor,
            link=place.link,
            at=place.at,
        )
        who = grader.user if grader else "nobody"
        messages.success(request, f"The request is assigned to {who}.")
    except RegradeRefusedError as error:
        messages.error(request, str(error))
    return redirect("grading:regrade", place.course.slug, pk)


@login_required
@require_POST
def decide(request: HttpRequest, course: str, pk: int) -> HttpResponse:
    """Close the request by what is chosen, or show what that would lead to."""
    place = find_to_decide(request, course, pk)
    previews = "preview" in request.POST
    form = DecisionForm(
        request.POST, component=place.regrade.component, is_preview=previews
    )
    if not form.is_valid():
        return regrade_page(request, place, decision_form=form, status=422)
    if form.cleaned_data["how"] in (How.SET, How.SCORE):
        _check_may_change(place)
    try:
        if previews:
            return _preview(request, place, form)
        deciding.decide(
            request=place.regrade,
            how=form.cleaned_data["how"],
            value=form.value,
            reply=form.cleaned_data["reply"],
            actor=place.actor,
            link=place.link,
            at=place.at,
        )
    except RegradeRefusedError as error:
        form.add_error(None, str(error))
        place = find_to_decide(request, course, pk)
        return regrade_page(request, place, decision_form=form, status=422)
    messages.success(request, "The request is decided, and the student told.")
    return redirect("grading:regrade", place.course.slug, pk)


@login_required
@require_POST
def reopen(request: HttpRequest, course: str, pk: int) -> HttpResponse:
    """Open a closed request again."""
    place = find_to_decide(request, course, pk)
    try:
        regrading.reopen(
            request=place.regrade, actor=place.actor, link=place.link, at=place.at
        )
        messages.success(request, "The request is open again.")
    except RegradeRefusedError as error:
        messages.error(request, str(error))
    return redirect("grading:regrade", place.course.slug, pk)


def _preview(
    request: HttpRequest, place: RegradePlace, form: DecisionForm
) -> HttpResponse:
    mark = deciding.preview(
        request=place.regrade,
        how=form.cleaned_data["how"],
        value=form.value,
        reply=form.cleaned_data["reply"],
        actor=place.actor,
        at=place.at,
    )
    shown = {"decision_form": form, "preview": {"mark": mark}}
    return regrade_page(request, place, **shown)


def _check_may_change(place: RegradePlace) -> None:
    if not place.access.allows(Permission.OVERRIDE_MARKS):
        raise PermissionDenied
