"""Shows private scores to students, after asking once more."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from courseops.models import User
from courseops.permissions import Permission
from leaderboard import revealing
from leaderboard.place import find_place


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reveal(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Tell what becomes visible (GET), then show it for good (POST)."""
    place = find_place(request, course, component, Permission.REVEAL_SCORES)
    if request.method != "POST":
        return render(request, "leaderboard/reveal.html", place.context())
    actor = request.user if isinstance(request.user, User) else None
    if revealing.reveal(competition=place.competition, actor=actor, at=place.at):
        messages.success(request, "Students see the private scores from now on.")
    else:
        messages.info(request, "The private scores were revealed already.")
    return redirect("leaderboard:competition", place.course.slug, place.component.slug)
