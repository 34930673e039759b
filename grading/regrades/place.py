"""Where a request about a regrade stands: who asks, about which, with which rights."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse

from courseops import clock
from courseops.models import Course, Enrollment, User
from courseops.permissions import Access, Permission, access
from grading.models import RegradeRequest


@dataclass(frozen=True, kw_only=True)
class RegradePlace:
    """A checked request about ``regrade`` at the instant ``at`` by ``actor``.

    ``link`` is the address of its page for mails.
    """

    access: Access
    actor: User
    at: datetime
    regrade: RegradeRequest
    link: str

    @property
    def course(self) -> Course:
        return self.access.course

    @property
    def is_own(self) -> bool:
        """Whether it is the asker's own, about which they decide nothing."""
        me = self.access.enrollment
        return me is not None and me.pk == self.regrade.enrollment_id

    @property
    def may_decide(self) -> bool:
        return not self.is_own and self.access.allows(Permission.DECIDE_REGRADES)

    @property
    def may_write(self) -> bool:
        """Whether the asker may do something: not who has left the course."""
        return self.may_decide or self.access.allows(Permission.SUBMIT)


def find_regrade(request: HttpRequest, course: str, pk: int) -> RegradePlace:
    """Return the place. Http404 for everybody but the student and staff."""
    found = access(
        user=request.user, course_slug=course, permission=Permission.VIEW_COURSE
    )
    rows = RegradeRequest.objects.filter(component__course=found.course, pk=pk)
    regrade = rows.select_related(
        "component__assignment",
        "enrollment__user",
        "enrollment__track",
        "grader__user",
        "closed_by",
    ).first()
    if regrade is None:
        raise Http404("No such request")
    regrade.component.course = regrade.enrollment.course = found.course
    path = reverse("grading:regrade", args=[found.course.slug, pk])
    place = RegradePlace(
        access=found,
        actor=actor_of(request),
        at=clock.now(),
        regrade=regrade,
        link=request.build_absolute_uri(path),
    )
    if not (place.is_own or place.may_decide):
        raise Http404("No such request")
    return place


def find_to_decide(request: HttpRequest, course: str, pk: int) -> RegradePlace:
    """Return the place of staff; PermissionDenied for the student."""
    place = find_regrade(request, course, pk)
    if not place.may_decide:
        raise PermissionDenied
    return place


def find_asker(request: HttpRequest, course: str) -> tuple[Access, Enrollment]:
    """Return the asker's place as a student; PermissionDenied for others."""
    found = access(user=request.user, course_slug=course, permission=Permission.SUBMIT)
    student = found.enrollment
    if student is None or not student.is_student:
        raise PermissionDenied
    return found, student


def actor_of(request: HttpRequest) -> User:
    """Return who is signed in."""
    assert isinstance(request.user, User)  # noqa: S101 login_required
    return request.user
