"""What staff do with study groups: put a student into another, or end one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from courseops.models import Enrollment, Role, Status
from courseops.permissions import Permission
from participation import studygroups
from participation.grouprules import GroupRefusedError
from participation.place import Place, find_place
from participation.views.study_groups import find_rules, key_of


@login_required
@require_POST
def place_in_group(request: HttpRequest, course: str) -> HttpResponse:
    """Put a student into a group, or into none."""
    place = find_place(request, course, Permission.TAKE_ATTENDANCE)
    rules = find_rules(place)
    try:
        student = _student(place, request.POST.get("login", "").strip())
        group = studygroups.place(
            rules=rules,
            student=student,
            group=key_of(request.POST) or None,
            actor=place.actor,
            at=place.at,
        )
    except GroupRefusedError as error:
        messages.error(request, str(error))
    else:
        where = f"in “{group.name}”" if group else "in no group"
        messages.success(request, f"{student.user} is {where} now.")
    return redirect("participation:study_groups", place.course.slug)


@login_required
@require_POST
def dissolve_group(request: HttpRequest, course: str) -> HttpResponse:
    """Let a group be no more."""
    place = find_place(request, course, Permission.TAKE_ATTENDANCE)
    find_rules(place)
    try:
        group = studygroups.dissolve(
            course=place.course,
            group=key_of(request.POST),
            actor=place.actor,
            at=place.at,
        )
    except GroupRefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"“{group.name}” is no more.")
    return redirect("participation:study_groups", place.course.slug)


def _student(place: Place, login: str) -> Enrollment:
    found = Enrollment.objects.filter(
        course=place.course, role=Role.STUDENT, status=Status.ACTIVE, user__login=login
    )
    student = found.select_related("user").first()
    if student is None:
        raise GroupRefusedError(f"“{login}” is no student of this course.")
    student.course = place.course
    return student
