"""A person's own deadlines: the course's, as their extensions move them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime

from courseops.extensions import Deadlines, moved
from courseops.models import (
    Component,
    Course,
    Enrollment,
    Extension,
    Role,
    Status,
)
from courseops.windows import last_deadline


@dataclass(frozen=True, kw_only=True)
class Own:
    """A component as the course has it, as one person has it, and why they differ.

    ``component`` is for showing, and never saved.
    """

    given: Component
    component: Component
    extension: Extension | None

    @property
    def is_excused(self) -> bool:
        """Whether this does not count for the person."""
        return self.extension is not None and self.extension.excused


def own(
    components: Iterable[Component], *, course: Course, enrollment: Enrollment | None
) -> list[Own]:
    """Return what *components* are for *enrollment*, for None as the course has them.

    One query.
    """
    extensions = _extensions(enrollment)
    return [_own(one, extensions.get(one.pk), course) for one in components]


def own_of(
    component: Component, *, course: Course, enrollment: Enrollment | None
) -> Own:
    """Return what *component* is for *enrollment*. One query."""
    extension = _extensions(enrollment, component).get(component.pk)
    return _own(component, extension, course)


def own_among(
    component: Component, *, course: Course, enrollments: Iterable[Enrollment]
) -> dict[int, Own]:
    """Return what *component* is for each of *enrollments*, by their keys. One query."""
    rows = Extension.objects.filter(component=component)
    extensions = {row.enrollment_id: row for row in rows}
    return {
        one.pk: _own(
            component, extensions.get(one.pk) if one.is_student else None, course
        )
        for one in enrollments
    }


def last(component: Component) -> datetime | None:
    """Return the instant after which nothing counts in *component*, as its dates are."""
    return last_deadline(
        component.late_policy, on_time=component.on_time, late=component.late
    )


def last_by(
    extension: Extension, component: Component, *, course: Course
) -> datetime | None:
    """Return the instant after which nothing counts of whom *extension* is for."""
    own = by(extension, component, course=course)
    return last_deadline(component.late_policy, on_time=own.on_time, late=own.late)


def ends(
    components: Iterable[Component], *, course: Course
) -> Mapping[int, datetime | None]:
    """Return the last instant at which anything counts of anybody, by component.

    None where there is no end. Extensions of students who dropped the course are left
    out. One query.
    """
    found = list(components)
    rows = Extension.objects.filter(
        component__in=found,
        excused=False,
        enrollment__role=Role.STUDENT,
        enrollment__status=Status.ACTIVE,
    )
    extensions = defaultdict(list)
    for row in rows:
        extensions[row.component_id].append(row)
    return {one.pk: _end(one, extensions[one.pk], course) for one in found}


def by(extension: Extension, component: Component, *, course: Course) -> Deadlines:
    """Return the deadlines of *component* as *extension* moves them."""
    return moved(
        early=component.early,
        on_time=component.on_time,
        late=component.late,
        extension=extension,
        zone=course.zone,
    )


def _extensions(
    enrollment: Enrollment | None, component: Component | None = None
) -> dict[int, Extension]:
    if enrollment is None or not enrollment.is_student:
        return {}
    rows = Extension.objects.filter(enrollment=enrollment)
    if component is not None:
        rows = rows.filter(component=component)
    return {row.component_id: row for row in rows}


def _own(component: Component, extension: Extension | None, course: Course) -> Own:
    if extension is None:
        return Own(given=component, component=component, extension=None)
    shown = copy(component)
    moves = by(extension, component, course=course)
    shown.early, shown.on_time, shown.late = moves
    return Own(given=component, component=shown, extension=extension)


def _end(
    component: Component, extensions: Iterable[Extension], course: Course
) -> datetime | None:
    end = last(component)
    for one in extensions:
        own_end = last_by(one, component, course=course)
        if end is None or own_end is None:
            return None
        end = max(end, own_end)
    return end
