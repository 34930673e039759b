"""A competition's page: its dates, its rules, my file and what became of it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from courseops.instants import in_words
from courseops.own_dates import own_dates
from courseops.permissions import Permission
from leaderboard.models import SampleFile
from leaderboard.place import Place, find_place
from leaderboard.views.code import code_context
from leaderboard.views.own import own_context, standing_context
from leaderboard.views.submission import own_quota
from leaderboard.views.team import team_context


@login_required
@require_safe
def competition(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Show the whole page; ``?all`` lists more than the newest submissions."""
    place = find_place(request, course, component)
    context = page_context(place, show_all="all" in request.GET)
    return render(request, "leaderboard/competition.html", context)


def page_context(place: Place, *, show_all: bool = False) -> dict[str, Any]:
    """Return what the page needs; also for the answer to an upload without scripts."""
    address = [place.course.slug, place.component.slug]
    context = place.context() | own_context(place, show_all=show_all)
    context |= standing_context(place) | code_context(place) | team_context(place)
    context |= {
        "can_reveal": place.access.allows(Permission.REVEAL_SCORES) and place.has_split,
        "can_submit": _can_submit(place),
        "timeline": place.timeline,
        "my_dates": own_dates(place.own, enrollment=place.me, at=place.at),
        "header": ",".join(place.layout.submitted_columns),
        "rows": place.solution.rows if place.solution else None,
        "shows_mark": place.access.allows(Permission.VIEW_OWN_GRADES),
        "mark_url": reverse("grading:component_mark", args=address),
        "api_path": reverse("leaderboard-api:submissions", args=address),
        "samples": SampleFile.objects.filter(competition=place.competition),
    }
    if not place.is_released and place.component.released:
        opens = in_words(place.component.released, zone=place.course.zone)
        context["opens"] = f"Submissions are taken from {opens} on."
    if context["can_submit"] and place.me is not None:
        context["quota"] = own_quota(place, place.me)
    return context


def _can_submit(place: Place) -> bool:
    return (
        place.me is not None
        and place.access.allows(Permission.SUBMIT)
        and place.is_released
        and not place.component.archived
    )
