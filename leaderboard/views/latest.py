"""The fragment that other pages show: what became of my last submissions."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courseops.permissions import Permission, access
from leaderboard.selectors.submissions import latest_submissions

SHOWN = 5


@login_required
@require_safe
def latest_scores(request: HttpRequest, course: str) -> HttpResponse:
    """Answer with my newest submissions over all competitions of the course."""
    found = access(
        user=request.user, course_slug=course, permission=Permission.VIEW_COURSE
    )
    me = found.enrollment
    return render(
        request,
        "leaderboard/_latest_scores.html",
        {
            "course": found.course,
            "submissions": latest_submissions(enrollment=me, limit=SHOWN) if me else [],
        },
    )
