"""The quizzes of a course: when each is open, and how far one is."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courseops import clock
from courseops.permissions import Permission, access
from quizzes.listing import entries
from quizzes.seat import Stage

_COMING = (Stage.UPCOMING,)


@login_required
@require_safe
def quizzes(request: HttpRequest, course: str) -> HttpResponse:
    """List the quizzes: what is open, what comes, what is over."""
    found = access(
        user=request.user, course_slug=course, permission=Permission.VIEW_COURSE
    )
    listed = entries(found, at=clock.now())
    now = [entry for entry in listed if entry.is_now]
    coming = [entry for entry in listed if entry.seat.stage in _COMING]
    over = [entry for entry in listed if entry not in now and entry not in coming]
    context = {
        "access": found,
        "course": found.course,
        "groups": [
            (title, group)
            for title, group in (
                ("Open now", now),
                ("Coming up", coming),
                ("Earlier", over),
            )
            if group
        ],
        "is_student": found.enrollment is not None and found.enrollment.is_student,
        "categories": list(
            dict.fromkeys(one.seat.quiz.component.assignment.category for one in listed)
        ),
    }
    return render(request, "quizzes/list.html", context)
