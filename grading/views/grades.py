"""My grades; for staff, everybody's."""

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from courseops import clock
from courseops.models import Enrollment
from courseops.permissions import Access, Permission, access
from grading.forms import StudentPicker
from grading.letter_story import letter_story
from grading.report import report
from grading.views.class_grid import class_page
from grading.whose import book_of, whose


@login_required
@require_GET
def grades(request: HttpRequest, course: str) -> HttpResponse:
    """Show one student's grades, or to staff who name nobody the class."""
    at = clock.now()
    found = access(
        user=request.user, course_slug=course, permission=Permission.VIEW_COURSE
    )
    student = whose(found, login=request.GET.get("student", ""))
    if student is None:
        return class_page(request, found, at=at)
    return _one(request, found, student, at)


def _one(
    request: HttpRequest, found: Access, student: Enrollment, at: datetime
) -> HttpResponse:
    book = book_of(found, student, at=at)
    own = found.enrollment is not None and student.pk == found.enrollment.pk
    context = {
        "access": found,
        "course": found.course,
        "at": at,
        "student": student,
        "is_own": own,
        "may_extend": found.allows(Permission.GRANT_EXTENSIONS),
        "may_override": found.allows(Permission.OVERRIDE_MARKS),
        "query": "" if own else f"?student={student.user.login}",
        "report": report(book, 0),
        "letter": letter_story(book, 0, course=found.course),
    }
    if found.allows(Permission.VIEW_ALL_GRADES):
        context["picker"] = StudentPicker(
            {"student": student.user.login}, course=found.course
        )
    return render(request, "grading/grades.html", context)
