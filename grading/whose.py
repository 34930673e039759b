"""Whose grades a request is about."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404

from courseops.models import Enrollment, Role
from courseops.permissions import Access, Permission
from grading import gradebook
from grading.policy.book import Gradebook


def whose(found: Access, *, login: str) -> Enrollment | None:
    """Return the student that is asked for: the asker, or *login* where it is given.

    None where staff name nobody. Raises PermissionDenied for another student's grades
    without the right to see all, Http404 where there is no such student.
    """
    own = found.enrollment if found.enrollment and found.enrollment.is_student else None
    if own is not None and login in ("", own.user.login):
        return own
    if not found.allows(Permission.VIEW_ALL_GRADES):
        raise PermissionDenied
    if not login:
        return None
    student = (
        Enrollment.objects.filter(
            course=found.course, user__login=login, role=Role.STUDENT
        )
        .select_related("user", "track")
        .first()
    )
    if student is None:
        raise Http404("No such student")
    return student


def book_of(found: Access, student: Enrollment, *, at: datetime) -> Gradebook:
    """Return the gradebook of one student, as much of it as the asker may see."""
    if found.allows(Permission.VIEW_ALL_GRADES):
        return gradebook.of_one(course=found.course, at=at, enrollment=student)
    return gradebook.load(
        course=found.course, at=at, enrollment=student, as_student=True
    )
