"""For staff: the metric that they wrote themselves, its versions, and trying a new one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from courseops.models import User
from courseops.permissions import Permission
from courseops.uploads.downloads import download
from leaderboard import custom, drafts, metricfiles
from leaderboard.dryrun import Tried
from leaderboard.metricfiles import MetricFileError
from leaderboard.metrics.catalogue import CUSTOM
from leaderboard.models import MetricFile
from leaderboard.place import Place, find_place
from leaderboard.shadow import dispatch, runs

_SHOWN = 20


class MetricForm(forms.Form):
    """A Python file, and why it is to be the metric."""

    file = forms.FileField(
        label="File",
        help_text="A Python file of up to 64 KiB with a function <code>score</code>.",
        widget=forms.ClearableFileInput(attrs={"accept": ".py,text/x-python"}),
    )
    reason = forms.CharField(
        label="Why",
        max_length=1_000,
        required=False,
        help_text="Stays in the record of changes.",
    )

    def content(self) -> bytes:
        """Return the file, cut where it is too long to be taken."""
        content: bytes = self.cleaned_data["file"].read(metricfiles.MAX_BYTES + 1)
        return content


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def metric(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Show the metric file in use; try another one, or store it and score by it."""
    place = _place(request, course, component)
    form = MetricForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return _page(request, place, form)
    if not form.is_valid():
        return _page(request, place, form, status=422)
    try:
        if request.POST.get("do") == "store":
            return _store(request, place, form)
        tried = metricfiles.try_out(
            competition=place.competition, content=form.content()
        )
    except MetricFileError as error:
        return _page(request, place, form, error=error, status=422)
    except OSError as error:
        sentence = f"It cannot be tried now: {error.strerror or error}."
        return _page(request, place, form, error=MetricFileError(sentence), status=503)
    return _page(request, place, form, tried=tried, is_tried=True)


@login_required
@require_safe
def metric_file(
    request: HttpRequest, course: str, component: str, version: int
) -> FileResponse:
    """Send a version of the metric file."""
    place = _place(request, course, component)
    found = MetricFile.objects.filter(
        competition=place.competition, version=version
    ).first()
    if found is None:
        raise Http404("No such version")
    return download(found.file, f"metric-{version}.py")


@login_required
@require_safe
def metric_template(request: HttpRequest, course: str, component: str) -> FileResponse:
    """Send a metric file to begin with."""
    _place(request, course, component)
    return download(metricfiles.TEMPLATE, "metric.py")


def _place(request: HttpRequest, course: str, component: str) -> Place:
    place = find_place(request, course, component, Permission.SET_SOLUTION)
    if place.competition.metric != CUSTOM:
        raise Http404("The metric is one of the site's")
    return place


def _store(request: HttpRequest, place: Place, form: MetricForm) -> HttpResponse:
    actor = request.user if isinstance(request.user, User) else None
    stored, _ = metricfiles.store(
        competition=place.competition, content=form.content(), actor=actor, at=place.at
    )
    address = [place.course.slug, place.component.slug]
    if place.solution is None:
        messages.success(
            request,
            f"Version {stored.version} is stored. The first solution is scored by it.",
        )
        return redirect("leaderboard:metric", *address)
    draft = drafts.of_same_file(
        competition=place.competition, metric_file=stored, at=place.at
    )
    run = runs.begin(
        solution=draft,
        reason=form.cleaned_data["reason"].strip(),
        actor=actor,
        at=place.at,
        send=dispatch.send,
    )
    return redirect("changes:rescore", *address, run.pk)


def _page(
    request: HttpRequest,
    place: Place,
    form: MetricForm,
    *,
    error: MetricFileError | None = None,
    tried: Tried | None = None,
    is_tried: bool = False,
    status: int = 200,
) -> HttpResponse:
    competition, in_force = place.competition, place.solution
    versions = competition.metric_files.select_related("actor")[:_SHOWN]
    used = in_force.metric_file if in_force is not None else None
    context: dict[str, Any] = place.context() | {
        "form": form,
        "reads": competition.metric_options.get("reads"),
        "unavailable": _unavailable(),
        "limits": custom.limits(),
        "versions": versions,
        "used": used,
        "text": _text(used or next(iter(versions), None)),
        "error": error,
        "tried": tried,
        "is_tried": is_tried,
        "has_solution": in_force is not None,
    }
    return render(request, "leaderboard/metric.html", context, status=status)


def _unavailable() -> str:
    try:
        return metricfiles.unavailable()
    except OSError as error:
        return f"The sandbox cannot be tried now: {error.strerror or error}."


def _text(found: MetricFile | None) -> str:
    """Return the text of a version, empty where there is none or its file is gone."""
    try:
        return custom.source_of(found) if found else ""
    except OSError:
        return ""
