"""Who may do what in a course: one table, one question."""

from dataclasses import dataclass
from enum import StrEnum, auto

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from courseops.models import Course, Enrollment, Role, Status, User


class Permission(StrEnum):
    """Something that a role allows in a course."""

    VIEW_COURSE = auto()
    SUBMIT = auto()
    VIEW_OWN_GRADES = auto()
    VIEW_ALL_SUBMISSIONS = auto()
    RESCORE = auto()
    VIEW_ALL_GRADES = auto()
    VIEW_ROSTER = auto()
    SET_SOLUTION = auto()
    GRANT_EXTENSIONS = auto()
    OVERRIDE_MARKS = auto()
    DRAFT_CUTOFFS = auto()
    POST_CUTOFFS = auto()
    REVEAL_SCORES = auto()
    PUBLISH_LETTERS = auto()
    CHANGE_CLASS = auto()
    MANAGE_BOARD = auto()
    DISQUALIFY = auto()
    VIEW_SIMILARITY = auto()
    EDIT_QUIZZES = auto()
    TAKE_ATTENDANCE = auto()
    GRADE_WORK = auto()
    ASSIGN_WORK = auto()
    DECIDE_REGRADES = auto()


_STUDENT = frozenset(
    {Permission.VIEW_COURSE, Permission.SUBMIT, Permission.VIEW_OWN_GRADES}
)
_TA = frozenset(
    {
        Permission.VIEW_COURSE,
        Permission.SUBMIT,
        Permission.VIEW_ALL_SUBMISSIONS,
        Permission.RESCORE,
        Permission.VIEW_ALL_GRADES,
        Permission.VIEW_ROSTER,
        Permission.GRANT_EXTENSIONS,
        Permission.OVERRIDE_MARKS,
        Permission.DRAFT_CUTOFFS,
        Permission.MANAGE_BOARD,
        Permission.VIEW_SIMILARITY,
        Permission.EDIT_QUIZZES,
        Permission.TAKE_ATTENDANCE,
        Permission.GRADE_WORK,
        Permission.ASSIGN_WORK,
        Permission.DECIDE_REGRADES,
    }
)
_INSTRUCTOR = _TA | {
    Permission.SET_SOLUTION,
    Permission.POST_CUTOFFS,
    Permission.REVEAL_SCORES,
    Permission.PUBLISH_LETTERS,
    Permission.CHANGE_CLASS,
    Permission.DISQUALIFY,
}
ALLOWED: dict[str, frozenset[Permission]] = {
    Role.STUDENT: _STUDENT,
    Role.TA: _TA,
    Role.INSTRUCTOR: _INSTRUCTOR,
}
# A dropped student keeps what they earned in sight, and can add nothing.
_DROPPED = frozenset({Permission.VIEW_COURSE, Permission.VIEW_OWN_GRADES})
_SITE_STAFF = frozenset(Permission) - {Permission.SUBMIT, Permission.VIEW_OWN_GRADES}


@dataclass(frozen=True, kw_only=True)
class Access:
    """A user's standing in a course: the course, their place in it, their rights."""

    course: Course
    enrollment: Enrollment | None
    permissions: frozenset[Permission]

    def allows(self, permission: Permission) -> bool:
        """Tell whether *permission* is among the rights."""
        return permission in self.permissions

    @property
    def is_staff(self) -> bool:
        """Whether this user sees other people's work here."""
        return self.allows(Permission.VIEW_ALL_SUBMISSIONS)


def permissions_of(user: User, enrollment: Enrollment | None) -> frozenset[Permission]:
    """Return what *user* may do in a course where they hold *enrollment*."""
    granted: frozenset[Permission] = frozenset()
    if enrollment is not None:
        if enrollment.status == Status.ACTIVE:
            granted = ALLOWED[enrollment.role]
        elif enrollment.role == Role.STUDENT:
            granted = _DROPPED
    return granted | _SITE_STAFF if user.is_staff else granted


def access(
    *, user: User | AnonymousUser, course_slug: str, permission: Permission
) -> Access:
    """Return the user's standing in a course, having checked *permission*.

    Raises Http404 for outsiders, so that they cannot learn that the course exists,
    and PermissionDenied for insiders without the right.
    """
    course = Course.objects.filter(slug=course_slug).first()
    if course is None or not isinstance(user, User):
        raise Http404("No such course")
    enrollment = (
        Enrollment.objects.filter(course=course, user=user)
        .select_related("user", "track")
        .first()
    )
    granted = permissions_of(user, enrollment)
    if not granted:
        raise Http404("No such course")
    if permission not in granted:
        raise PermissionDenied
    if enrollment is not None:
        enrollment.course = course
    return Access(course=course, enrollment=enrollment, permissions=granted)
