"""The study groups of a course as people see them: without who left the course."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from courseops.models import Course, Enrollment, Role, Status
from participation.grouprules import Rules
from participation.models import StudyGroup, StudyGroupMember


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group, who is in it by name, and how many more may join."""

    group: StudyGroup
    members: Sequence[Enrollment]
    free: int

    @property
    def can_be_joined(self) -> bool:
        """Whether a student without a group may join."""
        return self.group.is_open and self.free > 0


def groups(course: Course, rules: Rules) -> list[Group]:
    """Return all groups by name, empty ones too. Two queries."""
    members = _members(course)
    return [
        Group(
            group=one,
            members=members.get(one.pk, []),
            free=max(0, rules.largest - len(members.get(one.pk, []))),
        )
        for one in StudyGroup.objects.filter(course=course).order_by("name")
    ]


def group_of(found: Sequence[Group], student: Enrollment) -> Group | None:
    """Return which of the groups *student* is in."""
    return next((one for one in found if student in one.members), None)


def without_group(course: Course) -> list[Enrollment]:
    """Return the students in the course who are in no group, by name. One query."""
    rows = Enrollment.objects.filter(
        course=course, role=Role.STUDENT, status=Status.ACTIVE, study_group=None
    )
    return list(rows.select_related("user").order_by("user__name", "user__login"))


def _members(course: Course) -> Mapping[int, list[Enrollment]]:
    rows = StudyGroupMember.objects.filter(
        group__course=course, enrollment__status=Status.ACTIVE
    ).select_related("enrollment__user")
    found: dict[int, list[Enrollment]] = defaultdict(list)
    for row in rows.order_by("enrollment__user__name", "enrollment__user__login"):
        found[row.group_id].append(row.enrollment)
    return found
