"""Reads the extensions of a course for its staff."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from courseops.deadlines import by
from courseops.extensions import Deadlines
from courseops.models import Component, Course, Enrollment, Extension


@dataclass(frozen=True, kw_only=True)
class ExtensionLine:
    """One extension in force and the deadlines that its student has by it."""

    row: Extension
    deadlines: Deadlines


def extensions(course: Course, *, search: str, component: str) -> QuerySet[Extension]:
    """Return the extensions in force, the newest first, as far as filters are given."""
    found = Extension.objects.filter(component__course=course)
    if search:
        found = found.filter(
            Q(enrollment__user__name__icontains=search)
            | Q(enrollment__user__login__icontains=search)
            | Q(enrollment__user__email__icontains=search)
        )
    if component:
        found = found.filter(component__slug=component)
    found = found.select_related("component__assignment", "enrollment__user", "actor")
    return found.order_by("-at", "-pk")


def line(row: Extension, *, course: Course) -> ExtensionLine:
    """Return *row* with the deadlines that it leads to."""
    return ExtensionLine(row=row, deadlines=by(row, row.component, course=course))


def in_force(
    component: Component, students: list[Enrollment]
) -> list[tuple[Enrollment, Extension | None]]:
    """Return the students in their order, each with the extension that they have."""
    rows = Extension.objects.filter(component=component, enrollment__in=students)
    known = {row.enrollment_id: row for row in rows}
    return [(student, known.get(student.pk)) for student in students]
