"""The kernel's models, which every app may use."""

from courseops.models.audit import AuditEvent
from courseops.models.course import Basis, Course, Enrollment, Role, Status, Track
from courseops.models.schedule import Announcement, ScheduleEntry
from courseops.models.token import ApiToken
from courseops.models.user import User
from courseops.models.work import Assignment, Category, Component, Kind

__all__ = [
    "Announcement",
    "ApiToken",
    "Assignment",
    "AuditEvent",
    "Basis",
    "Category",
    "Component",
    "Course",
    "Enrollment",
    "Kind",
    "Role",
    "ScheduleEntry",
    "Status",
    "Track",
    "User",
]
