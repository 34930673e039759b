"""For staff: whose predictions are more alike than their scores explain."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from courseops.models import User
from courseops.permissions import Permission
from leaderboard.models import RunState, SimilarityReport
from leaderboard.place import Place, find_place
from leaderboard.similarity.asking import ask, may_ask
from leaderboard.similarity.showing import shown
from leaderboard.similarity.table import as_csv

UNDER_WAY = (RunState.QUEUED, RunState.RUNNING)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def similarity(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Show the newest report and how far a new one is (GET), or ask for one (POST)."""
    place = find_place(request, course, component, Permission.VIEW_SIMILARITY)
    if request.method == "POST":
        return _ask(request, place)
    report = _report(place)
    under_way = report is not None and report.state in UNDER_WAY
    context: dict[str, Any] = place.context() | {
        "report": report,
        "under_way": under_way,
        "may_ask": may_ask(report, at=place.at),
    }
    if request.htmx:  # type: ignore[attr-defined]  # set by django_htmx
        answer = render(request, "leaderboard/_similarity_state.html", context)
        if not under_way:
            answer["HX-Refresh"] = "true"
        return answer
    context["found"] = report and shown(report)
    return render(request, "leaderboard/similarity.html", context)


@login_required
@require_safe
def similarity_csv(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Send the pairs as a file for a spreadsheet."""
    place = find_place(request, course, component, Permission.VIEW_SIMILARITY)
    report = _report(place)
    found = shown(report) if report else None
    if found is None:
        raise Http404("Nothing was compared yet")
    name = f"{place.course.slug}-{place.component.slug}-similarity.csv"
    return HttpResponse(
        as_csv(found.pairs),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _ask(request: HttpRequest, place: Place) -> HttpResponse:
    actor = request.user if isinstance(request.user, User) else None
    if not ask(competition=place.competition, actor=actor, at=place.at):
        messages.info(request, "The submissions are being compared already.")
    return redirect("leaderboard:similarity", place.course.slug, place.component.slug)


def _report(place: Place) -> SimilarityReport | None:
    return (
        SimilarityReport.objects.filter(competition=place.competition)
        .select_related("actor")
        .first()
    )
