"""All hand-ins and reviews of a course: a student's own, or how far the class is."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courseops import clock
from courseops.models import Category, Team
from courseops.permissions import Access, Permission, access
from projects.milestones import Milestone, Progress, milestones, progress


@login_required
@require_safe
def overview(request: HttpRequest, course: str) -> HttpResponse:
    """Show the work that people judge, category by category."""
    found = access(
        user=request.user, course_slug=course, permission=Permission.VIEW_COURSE
    )
    at = clock.now()
    me = found.enrollment
    is_student = me is not None and me.is_student
    context = {
        "access": found,
        "course": found.course,
        "at": at,
        "is_student": is_student,
        "grades": found.allows(Permission.GRADE_WORK),
        "groups": _by_category(
            milestones(found, at=at) if is_student else progress(found.course, at=at)
        ),
        "teams": _teams(found) if is_student else {},
    }
    return render(request, "projects/overview.html", context)


def _by_category(
    found: Iterable[Milestone | Progress],
) -> list[tuple[Category, list[Milestone | Progress]]]:
    """Return what there is by category, in the order of the course's work."""
    ordered = list(found)
    first: dict[Category, int] = {}
    for place, one in enumerate(ordered):
        first.setdefault(one.component.assignment.category, place)

    def category(one: Milestone | Progress) -> Category:
        return one.component.assignment.category

    ordered.sort(key=lambda one: first[category(one)])
    return [(key, list(ones)) for key, ones in groupby(ordered, key=category)]


def _teams(found: Access) -> Mapping[int, Team]:
    """Return the asker's teams by the category of their work."""
    rows = Team.objects.filter(
        places__enrollment=found.enrollment, component__isnull=False, is_shared=True
    ).select_related("component__assignment")
    return {one.component.assignment.category_id: one for one in rows if one.component}
