"""Imports the scores of a component: a file, what it would change, the change."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from courseops import clock, selectors
from courseops.datafile import DataFileError
from courseops.models import Component, User
from courseops.permissions import Access, Permission, access
from courseops.scores.forms import AgreedForm, ScoresForm
from courseops.scores.kinds import highest, refusal, unit
from courseops.scores.planning import Plan, What, plan_scores
from courseops.scores.services import ChangedMeanwhileError, import_scores
from courseops.scores.writing import written

PAGE = "courseops/scores.html"
PREVIEW = "courseops/scores_preview.html"
MEANWHILE = "Scores were changed since you looked. This is what would change now."


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def scores(request: HttpRequest, course: str) -> HttpResponse:
    """Take a file and show what it would change; agreed to, change it."""
    found = access(
        user=request.user, course_slug=course, permission=Permission.OVERRIDE_MARKS
    )
    components = [one for one in selectors.components(found.course) if not refusal(one)]
    for one in components:
        one.course = found.course
    if "seen" in request.POST:
        return _apply(request, found, components)
    if request.method == "POST":
        return _preview(request, found, components)
    chosen = {"component": request.GET.get("component", "")}
    form = ScoresForm(initial=chosen, components=components)
    return render(request, PAGE, _context(found, form=form))


def _preview(
    request: HttpRequest, found: Access, components: list[Component]
) -> HttpResponse:
    form = ScoresForm(request.POST, request.FILES, components=components)
    context = _context(found, form=form)
    if not form.is_valid():
        return render(request, PAGE, context, status=422)
    component, file = form.cleaned_data["component"], form.cleaned_data["file"]
    try:
        plan = plan_scores(component=component, data=file.read(), at=clock.now())
    except DataFileError as error:
        context |= {"problems": error.problems, "file_name": file.name}
        return render(request, PAGE, context, status=422)
    source = f"{file.name} ({plan.format})"[:200]
    return render(request, PREVIEW, _shown(found, component, plan, source))


def _apply(
    request: HttpRequest, found: Access, components: list[Component]
) -> HttpResponse:
    form = AgreedForm(request.POST, components=components)
    if not form.is_valid():
        context = _context(found, form=ScoresForm(components=components))
        return render(request, PAGE, context, status=422)
    agreed = form.cleaned_data
    component = agreed["component"]
    try:
        plan = import_scores(
            component=component,
            data=agreed["scores"].encode(),
            actor=request.user if isinstance(request.user, User) else None,
            at=clock.now(),
            source=agreed["source"],
            seen=agreed["seen"],
        )
    except ChangedMeanwhileError as error:
        messages.warning(request, MEANWHILE)
        shown = _shown(found, component, error.plan, agreed["source"])
        return render(request, PREVIEW, shown, status=409)
    except DataFileError as error:
        context = _context(found, form=ScoresForm(components=components))
        context |= {"problems": error.problems, "file_name": agreed["source"]}
        return render(request, PAGE, context, status=422)
    counts = ", ".join(f"{plan.counts[what]} {what}" for what in What)
    messages.success(request, f"Scores of {component.slug}: {counts}.")
    return redirect(
        f"{reverse('scores', args=[found.course.slug])}?component={component.slug}"
    )


def _context(found: Access, **more: Any) -> dict[str, Any]:
    return {"access": found, "course": found.course, **more}


def _shown(
    found: Access, component: Component, plan: Plan, source: str
) -> dict[str, Any]:
    most = highest(component)
    return _context(
        found,
        component=component,
        plan=plan,
        source=source,
        counts=[(str(what), plan.counts[what]) for what in What],
        scores=written(plan),
        unit=unit(component),
        most=None if most == float("inf") else most,
    )
