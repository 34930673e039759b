"""Who is in the course, for its staff."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from courseops import selectors
from courseops.forms import RosterFilter
from courseops.models import Enrollment, Role, Status
from courseops.permissions import Permission, access

PAGE_SIZE = 100


@login_required
@require_GET
def roster(request: HttpRequest, course: str) -> HttpResponse:
    """List the people; htmx asks for the table alone."""
    found = access(
        user=request.user, course_slug=course, permission=Permission.VIEW_ROSTER
    )
    form = RosterFilter(request.GET, tracks=list(found.course.tracks.all()))
    wanted = form.cleaned_data if form.is_valid() else form.nothing
    people = selectors.roster(found.course, **wanted)
    context = {
        "access": found,
        "course": found.course,
        "form": form,
        "filtered": any(wanted.values()),
        "page": Paginator(people, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    if request.htmx:  # type: ignore[attr-defined]  # set by django_htmx
        return render(request, "courseops/_roster_table.html", context)
    context["counts"] = Enrollment.objects.filter(course=found.course).aggregate(
        students=Count("pk", filter=Q(role=Role.STUDENT, status=Status.ACTIVE)),
        tas=Count("pk", filter=Q(role=Role.TA, status=Status.ACTIVE)),
        instructors=Count("pk", filter=Q(role=Role.INSTRUCTOR, status=Status.ACTIVE)),
        dropped=Count("pk", filter=Q(status=Status.DROPPED)),
    )
    return render(request, "courseops/roster.html", context)
