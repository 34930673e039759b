"""Who was there, who is on call when, who studies with whom."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from courseops.models import Component, Course, Enrollment, User


class SessionCode(models.Model):
    """The code of the day: who enters it before ``expires_at`` was in the session.

    ``session`` is one of the component's days. A new code for a session replaces the
    row.
    """

    component = models.ForeignKey(
        Component, models.CASCADE, related_name="session_codes"
    )
    session = models.DateField()
    code = models.CharField(max_length=16)
    opens_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    actor = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["component", "session"], name="session_code_unique"
            )
        ]

    def __str__(self) -> str:
        return f"code for {self.session} in {self.component_id}"


class Presence(models.Model):
    """That a student was in a session, or is excused from it, and how we know."""

    class State(models.TextChoices):
        """What counts: an excused session is out of the student's pool."""

        PRESENT = "present", "Present"
        EXCUSED = "excused", "Excused"

    class Source(models.TextChoices):
        """How it became known."""

        CODE = "code", "Code of the day"
        VIDEO = "video", "Video watched"
        STAFF = "staff", "Entered by staff"

    component = models.ForeignKey(Component, models.CASCADE, related_name="presences")
    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="presences")
    session = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.PRESENT)
    source = models.CharField(max_length=8, choices=Source)
    received_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["component", "enrollment", "session"], name="presence_unique"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["present", "excused"]),
                name="presence_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrollment_id} {self.state} on {self.session}"


class OnCall(models.Model):
    """The lecture in which a student is on call for a component.

    ``lecture`` is the slug of an entry of the schedule, or a day (2020-10-06) of the
    course's meetings.
    """

    component = models.ForeignKey(Component, models.CASCADE, related_name="on_calls")
    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="on_calls")
    lecture = models.CharField(max_length=80)
    chosen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["component", "enrollment"], name="on_call_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrollment_id} on call in {self.lecture}"


class StudyGroup(models.Model):
    """Students who learn together; nothing of it is graded."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="study_groups_of")
    name = models.CharField(max_length=80)
    about = models.CharField(max_length=300, blank=True)
    is_open = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["course", "name"], name="study_group_name_unique"
            )
        ]

    def __str__(self) -> str:
        return self.name


class StudyGroupMember(models.Model):
    """A student in a study group, of which each has one at most."""

    group = models.ForeignKey(StudyGroup, models.CASCADE, related_name="members")
    enrollment = models.OneToOneField(
        Enrollment, models.CASCADE, related_name="study_group"
    )
    joined_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.enrollment_id} in {self.group_id}"
