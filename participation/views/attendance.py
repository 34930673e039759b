"""The page of attendance: a student's own, or all sessions for the staff."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from courseops.permissions import Permission
from participation.attendancefile import as_csv
from participation.checkin import (
    CheckInRefusedError,
    TooManyGuessesError,
    check_in,
)
from participation.overview import overview, students
from participation.own import own_attendance
from participation.place import (
    Place,
    attendances,
    find_place,
    find_series,
    find_student,
)


@login_required
@require_safe
def attendance(request: HttpRequest, course: str) -> HttpResponse:
    """Show staff the sessions and how many were there, a student their own."""
    place = find_place(request, course, Permission.VIEW_COURSE)
    components = attendances(place)
    if not place.access.allows(Permission.TAKE_ATTENDANCE):
        return _own(request, place)
    context = place.context() | {
        "all_series": overview(components, course=place.course, at=place.at),
        "students": students(place.course),
    }
    return render(request, "participation/sessions.html", context)


@login_required
@require_POST
def enter_code(request: HttpRequest, course: str) -> HttpResponse:
    """Note that a student is there, or say why their code does not count."""
    place = find_place(request, course, Permission.SUBMIT)
    attendances(place)
    text = request.POST.get("code", "")
    try:
        found = check_in(
            student=find_student(place),
            text=text,
            at=request.received_at,  # type: ignore[attr-defined]
        )
    except CheckInRefusedError as error:
        status = 429 if isinstance(error, TooManyGuessesError) else 422
        return _own(request, place, status=status, code=text, error=str(error))
    day = f"{found.session:%a} {found.session.day} {found.session:%b}"
    messages.success(request, f"You are in for {day}.")
    return redirect("participation:attendance", place.course.slug)


@login_required
@require_safe
def attendance_csv(request: HttpRequest, course: str, series: str) -> HttpResponse:
    """Send who was in which session."""
    place = find_place(request, course, Permission.TAKE_ATTENDANCE)
    component = find_series(place, series)
    name = f"{place.course.slug}-{component.slug}.csv"
    return HttpResponse(
        as_csv(component, at=place.at),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _own(
    request: HttpRequest, place: Place, *, status: int = 200, **entered: Any
) -> HttpResponse:
    student = find_student(place)
    context = place.context() | {
        "own": own_attendance(
            attendances(place), course=place.course, student=student, at=place.at
        ),
        "can_check_in": place.access.allows(Permission.SUBMIT),
        **entered,
    }
    return render(request, "participation/attendance.html", context, status=status)
