"""The page of a component: dates, weight, what it asks for.

Competitions and what people judge have pages of their own in its place, a quiz has one
beside it.
"""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from courseops import clock, rules_text, timeline
from courseops.deadlines import own_of
from courseops.models import Component, Kind
from courseops.navigation import has_work_page
from courseops.own_dates import own_dates
from courseops.permissions import Permission, access


@login_required
@require_GET
def component(request: HttpRequest, course: str, component: str) -> HttpResponse:
    """Show the component; what has its own page is sent there."""
    at = clock.now()
    found = access(
        user=request.user, course_slug=course, permission=Permission.VIEW_COURSE
    )
    part = (
        Component.objects.filter(course=found.course, slug=component)
        .select_related("assignment__category")
        .first()
    )
    if part is None:
        raise Http404("No such component")
    if part.kind == Kind.COMPETITION:
        return redirect("leaderboard:competition", found.course.slug, part.slug)
    if has_work_page(part):
        return redirect("projects:work", found.course.slug, part.slug)
    part.course = found.course
    mine = own_of(part, course=found.course, enrollment=found.enrollment)
    context = {
        "access": found,
        "course": found.course,
        "at": at,
        "component": part,
        "timeline": timeline.lay_out(
            released=part.released,
            early=mine.component.early,
            on_time=mine.component.on_time,
            late=mine.component.late,
            code=part.code,
            now=at,
        ),
        "may_extend": found.allows(Permission.GRANT_EXTENSIONS),
        "may_change": found.allows(Permission.CHANGE_CLASS),
        "my_dates": own_dates(mine, enrollment=found.enrollment, at=at),
        "rules": rules_text.sentences(
            late_policy=part.late_policy,
            has_early=part.early is not None,
            bonus=part.bonus,
        )
        if part.on_time
        else [],
    }
    return render(request, "courseops/component.html", context)
