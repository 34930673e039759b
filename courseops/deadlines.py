"""A person's own deadlines: the course's, as their extensions move them."""

from collections.abc import Iterable
from copy import copy

from courseops.extensions import moved
from courseops.models import Component, Course, Enrollment, Extension


def own(
    components: Iterable[Component],
    *,
    course: Course,
    enrollment: Enrollment | None,
) -> list[Component]:
    """Return *components* with the deadlines of *enrollment*; None has the course's.

    What is returned is for showing, and never saved: extended ones are copies. One
    query.
    """
    rows = Extension.objects.filter(enrollment=enrollment) if enrollment else ()
    extensions = {row.component_id: row for row in rows}
    return [
        _moved(one, extensions[one.pk], course) if one.pk in extensions else one
        for one in components
    ]


def _moved(component: Component, extension: Extension, course: Course) -> Component:
    shown = copy(component)
    shown.early, shown.on_time, shown.late = moved(
        early=component.early,
        on_time=component.on_time,
        late=component.late,
        extension=extension,
        zone=course.zone,
    )
    return shown
