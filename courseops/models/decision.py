"""What staff and students decide about one student's deadlines and slack days."""

from typing import ClassVar

from django.db import models

from courseops.models.course import Enrollment
from courseops.models.user import User
from courseops.models.work import Component


class Decision(models.Model):
    """What somebody decided: why, who (None: from a terminal) and when."""

    reason = models.TextField()
    actor = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        abstract = True


class Extension(Decision):
    """The extension in force for one student and component (policies.md section 1).

    ``days`` moves every deadline by days of the course's calendar, ``until`` moves the
    on-time deadline there and the others by as much; ``early``, ``on_time`` and
    ``late`` set deadlines one by one and win over both. ``excused`` takes the component
    out of the student's grade. A new extension replaces the row; the record of changes
    keeps the old one.
    """

    component = models.ForeignKey(Component, models.CASCADE, related_name="extensions")
    enrollment = models.ForeignKey(
        Enrollment, models.CASCADE, related_name="extensions"
    )
    days = models.IntegerField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    early = models.DateTimeField(null=True, blank=True)
    on_time = models.DateTimeField(null=True, blank=True)
    late = models.DateTimeField(null=True, blank=True)
    excused = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["component", "enrollment"], name="extension_unique"
            )
        ]

    def __str__(self) -> str:
        return f"extension of {self.component_id} for {self.enrollment_id}"


class SlackCap(models.Model):
    """The most slack days that a student lets a component take."""

    component = models.ForeignKey(Component, models.CASCADE, related_name="slack_caps")
    enrollment = models.ForeignKey(
        Enrollment, models.CASCADE, related_name="slack_caps"
    )
    days = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["component", "enrollment"], name="slack_cap_unique"
            )
        ]

    def __str__(self) -> str:
        return f"at most {self.days} days on {self.component_id}"
