"""What a mark's page says beneath the mark: may it be asked about, what happened to it."""

from datetime import datetime
from typing import Any

from courseops.models import Component, Enrollment
from courseops.permissions import Access, Permission
from grading.history import Reader, mark_history
from grading.regrades.standing import asking
from grading.report import ComponentLine


def about_mark(
    found: Access, student: Enrollment, line: ComponentLine, *, at: datetime
) -> dict[str, Any]:
    """Return whether *student* may ask about the mark of *line*, and its history."""
    student.course = found.course
    component = Component.objects.select_related("assignment").get(
        course=found.course, slug=line.slug
    )
    component.course = found.course
    me = found.enrollment
    is_own = me is not None and me.pk == student.pk
    is_staff = not is_own and found.allows(Permission.VIEW_ALL_GRADES)
    return {
        "may_ask": is_own and found.allows(Permission.SUBMIT),
        "asking": asking(student=student, line=line, at=at),
        "history": mark_history(
            component=component,
            student=student,
            reader=Reader(
                user=me.user_id if me else None,
                is_staff=is_staff,
                sees_mark=line.mark is not None,
            ),
        ),
    }
