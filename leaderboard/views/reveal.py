"""Shows private scores to students, after asking once more."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from courseops import deadlines
from courseops.models import Enrollment, Extension, User
from courseops.permissions import Permission
from leaderboard import revealing
from leaderboard.place import Place, find_place


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reveal(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Tell what becomes visible (GET), then show it for good (POST)."""
    place = find_place(request, course, component, Permission.REVEAL_SCORES)
    if request.method != "POST":
        context = place.context() | {"extended": _extended(place)}
        return render(request, "leaderboard/reveal.html", context)
    actor = request.user if isinstance(request.user, User) else None
    if revealing.reveal(competition=place.competition, actor=actor, at=place.at):
        messages.success(request, "Students see the private scores from now on.")
    else:
        messages.info(request, "The private scores were revealed already.")
    return redirect("leaderboard:competition", place.course.slug, place.component.slug)


def _extended(place: Place) -> Sequence[Enrollment]:
    """Return whose work still counts by an extension. One query."""
    component = place.component
    found = []
    rows = Extension.objects.filter(component=component, excused=False)
    for row in rows.select_related("enrollment__user"):
        last = deadlines.last_by(row, component, course=place.course)
        if last is not None and last >= place.at:
            found.append(row.enrollment)
    return found
