"""For staff: every submission of the course, where it is and what went wrong."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from courseops import clock
from courseops.alerts import open_alerts
from courseops.permissions import Permission, access
from leaderboard import rescoring
from leaderboard.forms import MonitorForm
from leaderboard.models import State
from leaderboard.selectors import monitor as selectors

PAGE_SIZE = 50


@login_required
@require_safe
@vary_on_headers("HX-Request")
def monitor(request: HttpRequest, course: str) -> HttpResponse:
    """Show the submissions chosen by the query string; for htmx only the table."""
    found = access(
        user=request.user,
        course_slug=course,
        permission=Permission.VIEW_ALL_SUBMISSIONS,
    )
    at = clock.now()
    form = MonitorForm(request.GET, course=found.course)
    chosen = form.chosen()
    overview = selectors.overview(course=found.course, chosen=chosen)
    page = Paginator(
        selectors.submissions(course=found.course, chosen=chosen), PAGE_SIZE
    ).get_page(request.GET.get("page"))
    return render(
        request,
        _template(request),
        {
            "access": found,
            "course": found.course,
            "form": form,
            "chosen": chosen,
            "states": [(state, overview.counts[state.value]) for state in State],
            "total": sum(overview.counts.values()),
            "waited": overview.oldest_waiting and at - overview.oldest_waiting,
            "oldest_waiting": overview.oldest_waiting,
            "page": page,
            "at": at,
            "paused": "paused" in request.GET,
            "settled": rescoring.SETTLED,
            "can_rescore": found.allows(Permission.RESCORE),
            "alerts": open_alerts(course=found.course),
            "can_close_alerts": found.allows(Permission.RESCORE),
            "back": request.get_full_path(),
        },
    )


def _template(request: HttpRequest) -> str:
    """Answer htmx with the table alone, but not when it restores the whole page."""
    htmx = request.htmx  # type: ignore[attr-defined]
    if htmx and not htmx.history_restore_request:
        return "leaderboard/_monitor_table.html"
    return "leaderboard/monitor.html"
