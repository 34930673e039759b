"""A course's home: what is next, what is new, all its work."""

from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from courseops import agenda, clock, deadlines, selectors
from courseops.alerts import open_alerts
from courseops.models import Category, Component, Kind, ScheduleEntry
from courseops.permissions import Access, Permission, access

SCHEDULE_ENTRIES = 4


@login_required
@require_GET
def course(request: HttpRequest, course: str) -> HttpResponse:
    """Show the course as it stands now."""
    at = clock.now()
    found = access(
        user=request.user, course_slug=course, permission=Permission.VIEW_COURSE
    )
    track = found.enrollment.track if found.enrollment else None
    mine = deadlines.own(
        selectors.components(found.course, track=track),
        course=found.course,
        enrollment=found.enrollment,
    )
    work = [one.component for one in mine]
    asked = [one.component for one in mine if not one.is_excused]
    open_now = agenda.open_now(asked, at=at) if found.enrollment else []
    told = {one.component.pk for one in open_now}
    today = at.astimezone(found.course.zone).date()
    context = {
        "access": found,
        "course": found.course,
        "at": at,
        "days": agenda.by_day(
            agenda.coming((one for one in asked if one.pk not in told), at=at),
            zone=found.course.zone,
            at=at,
        ),
        "open_now": open_now,
        "categories": _by_category(work),
        "bulletin": selectors.bulletin(
            found.course, enrollment=found.enrollment, at=at
        ),
        "schedule": _with_quizzes(
            selectors.schedule_from(found.course, today=today, count=SCHEDULE_ENTRIES),
            work,
        ),
    }
    if found.is_staff:
        context["attention"] = _attention(found, work, at)
        context["alerts"] = open_alerts(course=found.course)
        context["can_close_alerts"] = found.allows(Permission.RESCORE)
    return render(request, "courseops/course.html", context)


def _by_category(work: list[Component]) -> list[tuple[Category, list[Component]]]:
    return [
        (category, list(group))
        for category, group in groupby(work, key=lambda c: c.assignment.category)
    ]


def _with_quizzes(
    entries: list[ScheduleEntry], work: list[Component]
) -> list[tuple[ScheduleEntry, Component | None]]:
    """Return each entry with the quiz that belongs to it, where it names one."""
    quizzes = {one.slug: one for one in work if one.kind == Kind.QUIZ}
    return [(entry, quizzes.get(entry.details.get("quiz"))) for entry in entries]


def _attention(found: Access, work: list[Component], at: datetime) -> dict[str, Any]:
    """Return what staff may have to see to, as far as the course itself knows."""
    unweighted = [
        category
        for category, _ in _by_category(work)
        if category.weight is None and not category.is_extra_credit
    ]
    return {
        "without_cutoffs": selectors.without_cutoffs(work, at=at),
        "unweighted": unweighted,
        "never_signed_in": selectors.never_signed_in(found.course),
    }
