"""The kernel's models, which every app may use."""

from courseops.models.alert import Alert
from courseops.models.audit import AuditEvent
from courseops.models.course import Basis, Course, Enrollment, Role, Status, Track
from courseops.models.decision import Decision, Extension, SlackCap
from courseops.models.name import OutsideName
from courseops.models.result import Result
from courseops.models.schedule import Announcement, ScheduleEntry
from courseops.models.team import (
    Team,
    TeamInvite,
    TeamMember,
    TeamMerge,
    WorksAlone,
)
from courseops.models.token import ApiToken
from courseops.models.user import User
from courseops.models.work import Assignment, Category, Component, Kind

__all__ = [
    "Alert",
    "Announcement",
    "ApiToken",
    "Assignment",
    "AuditEvent",
    "Basis",
    "Category",
    "Component",
    "Course",
    "Decision",
    "Enrollment",
    "Extension",
    "Kind",
    "OutsideName",
    "Result",
    "Role",
    "ScheduleEntry",
    "SlackCap",
    "Status",
    "Team",
    "TeamInvite",
    "TeamMember",
    "TeamMerge",
    "Track",
    "User",
    "WorksAlone",
]
