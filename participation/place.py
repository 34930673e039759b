"""Where a request about participation stands: who asks, in which course, about what."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from courseops import clock, selectors
from courseops.models import Component, Course, Enrollment, Kind, User
from courseops.permissions import Access, Permission, access


@dataclass(frozen=True, kw_only=True)
class Place:
    """A checked request about a course; ``actor`` is who asks."""

    access: Access
    actor: User | None
    at: datetime

    @property
    def course(self) -> Course:
        return self.access.course

    def context(self) -> dict[str, object]:
        """Return what every page shows."""
        return {"access": self.access, "course": self.course, "at": self.at}


def find_place(request: HttpRequest, course: str, permission: Permission) -> Place:
    """Return the place; Http404 for outsiders, PermissionDenied without the right."""
    found = access(user=request.user, course_slug=course, permission=permission)
    actor = request.user if isinstance(request.user, User) else None
    return Place(access=found, actor=actor, at=clock.now())


def find_student(place: Place) -> Enrollment:
    """Return the asker's place as a student; raises PermissionDenied for others."""
    found = place.access.enrollment
    if found is None or not found.is_student:
        raise PermissionDenied
    return found


def attendances(place: Place) -> list[Component]:
    """Return what counts attendance in the course; raises Http404 where nothing does."""
    return _parts(place, lambda one: one.kind == Kind.ATTENDANCE)


def find_series(place: Place, slug: str) -> Component:
    """Return an attendance component; raises Http404 where there is no such."""
    for one in attendances(place):
        if one.slug == slug:
            return one
    raise Http404("No such attendance")


def find_session(component: Component, text: str) -> date:
    """Return a day of the component's sessions; raises Http404 for any other text."""
    if text not in component.details["sessions"]:
        raise Http404("No such session")
    return date.fromisoformat(text)


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """A checked request of staff about one session of a component."""

    place: Place
    component: Component
    day: date

    def context(self) -> dict[str, object]:
        """Return what every page of a session shows."""
        return self.place.context() | {"component": self.component, "day": self.day}


def find_sitting(
    request: HttpRequest, course: str, series: str, session: str
) -> Sitting:
    """Return the session that the address names; raises Http404 where there is none."""
    place = find_place(request, course, Permission.TAKE_ATTENDANCE)
    component = find_series(place, series)
    return Sitting(
        place=place, component=component, day=find_session(component, session)
    )


def on_call_parts(place: Place) -> list[Component]:
    """Return what students choose a lecture for; raises Http404 where nothing is."""
    return _parts(place, lambda one: one.details.get("on_call") is not None)


def _parts(place: Place, wanted: Callable[[Component], bool]) -> list[Component]:
    """Return the components of the asker's course, as their track has them."""
    enrollment = place.access.enrollment
    track = enrollment.track if enrollment else None
    found = [
        one for one in selectors.components(place.course, track=track) if wanted(one)
    ]
    if not found:
        raise Http404("Nothing of this kind here")
    for one in found:
        one.course = place.course
    return found
