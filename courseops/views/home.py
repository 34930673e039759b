"""My courses."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from courseops import selectors
from courseops.models import Course, User


@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """List the courses one is in; with exactly one, go there. Site staff see all."""
    assert isinstance(request.user, User)  # noqa: S101 login_required
    mine = list(selectors.enrollments_of(request.user))
    others: list[Course] = []
    if request.user.is_staff:
        others = list(Course.objects.exclude(pk__in=[e.course_id for e in mine]))
    if len(mine) == 1 and not others:
        return redirect("course", mine[0].course.slug)
    return render(request, "courseops/home.html", {"mine": mine, "others": others})
