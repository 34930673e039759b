"""The fragment of the course's home that tells staff what waits to be judged."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courseops import clock
from courseops.permissions import Permission, access
from grading.regrades import listing
from projects.milestones import progress


@login_required
@require_safe
def waiting(request: HttpRequest, course: str) -> HttpResponse:
    """Answer with the open regrade requests, and what is over and not graded yet."""
    found = access(
        user=request.user, course_slug=course, permission=Permission.GRADE_WORK
    )
    at = clock.now()
    tabs = listing.tabs(found.course, chosen="open", me=found.enrollment)
    context = {
        "course": found.course,
        "regrades": {tab.name: tab.count for tab in tabs},
        "works": [one for one in progress(found.course, at=at) if one.waits(at)],
    }
    return render(request, "grading/_waiting.html", context)
