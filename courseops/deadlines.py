"""A person's own deadlines: the course's, as their extensions move them."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass

from courseops.extensions import Deadlines, moved
from courseops.models import Component, Course, Enrollment, Extension


@dataclass(frozen=True, kw_only=True)
class Own:
    """A component as the course has it, as one person has it, and why they differ.

    ``component`` is for showing, and never saved.
    """

    given: Component
    component: Component
    extension: Extension | None

    @property
    def is_moved(self) -> bool:
        """Whether a deadline of this person is another than the course's."""
        pairs = ("early", "on_time", "late")
        return any(
            getattr(self.given, name) != getattr(self.component, name) for name in pairs
        )


def own(
    components: Iterable[Component], *, course: Course, enrollment: Enrollment | None
) -> list[Component]:
    """Return *components* with the deadlines of *enrollment*; None has the course's.

    What is returned is for showing, and never saved: extended ones are copies. One
    query.
    """
    extensions = _extensions(enrollment)
    return [
        _moved(one, extensions[one.pk], course) if one.pk in extensions else one
        for one in components
    ]


def own_of(
    component: Component, *, course: Course, enrollment: Enrollment | None
) -> Own:
    """Return what *component* is for *enrollment*. One query."""
    extension = _extensions(enrollment, component).get(component.pk)
    shown = _moved(component, extension, course) if extension else component
    return Own(given=component, component=shown, extension=extension)


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


def _moved(component: Component, extension: Extension, course: Course) -> Component:
    shown = copy(component)
    moves = by(extension, component, course=course)
    shown.early, shown.on_time, shown.late = moves
    return shown
