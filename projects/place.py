"""Where a request stands: who asks, in which course, about which work."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from courseops import clock, teams
from courseops.asking import Asking, is_asked
from courseops.models import Component, Enrollment, Kind
from courseops.permissions import Permission, access
from projects.accepting import Accepted, accepted, is_completion, takes_files
from projects.rubric import Rubric, rubric_of

# What people judge, of what is not handed in as predictions or answers.
JUDGED = (Kind.FILES, Kind.RUBRIC, Kind.POINTS)


@dataclass(frozen=True, kw_only=True)
class Place(Asking):
    """A checked request about one component that people judge."""

    work: Component

    @property
    def component(self) -> Component:
        return self.work

    @property
    def address(self) -> tuple[str, str]:
        """What its addresses name: the course and the component."""
        return self.course.slug, self.work.slug

    @property
    def takes_files(self) -> bool:
        return takes_files(self.work.kind, self.work.details)

    @property
    def accepted(self) -> Accepted:
        return accepted(self.work.details)

    @property
    def rubric(self) -> Rubric:
        return rubric_of(self.work.kind, self.work.details)

    @property
    def is_completion(self) -> bool:
        """Whether nobody has to grade it."""
        return is_completion(self.work.kind, self.work.details)

    @property
    def takes_teams(self) -> bool:
        return teams.largest(self.work) > 1

    def context(self) -> dict[str, Any]:
        """Return what every page about the component shows."""
        return {
            "access": self.access,
            "course": self.course,
            "component": self.work,
            "is_released": self.is_released,
            "takes_files": self.takes_files,
            "takes_teams": self.takes_teams,
            "is_completion": self.is_completion,
            "last_deadline": self.last_deadline,
            "grades": self.access.allows(Permission.GRADE_WORK),
            "assigns": self.access.allows(Permission.ASSIGN_WORK),
            "at": self.at,
        }


def find_place(
    request: HttpRequest,
    course: str,
    component: str,
    permission: Permission = Permission.VIEW_COURSE,
    *,
    kinds: Collection[str] = JUDGED,
    has: Callable[[Component, Enrollment | None], bool] = is_asked,
) -> Place:
    """Return the place; Http404 for outsiders and where there is no such component.

    That is one of *kinds*, which the asker's track *has*.
    """
    found = access(user=request.user, course_slug=course, permission=permission)
    row = (
        Component.objects.filter(course=found.course, slug=component, kind__in=kinds)
        .select_related("assignment__category")
        .first()
    )
    if row is None or not (found.is_staff or has(row, found.enrollment)):
        raise Http404("No such work")
    row.course = found.course
    return Place(access=found, work=row, at=clock.now())


def find_student(place: Place) -> Enrollment:
    """Return the asker's enrolment as a student; raises PermissionDenied for others."""
    if place.me is None or not place.me.is_student:
        raise PermissionDenied
    return place.me
