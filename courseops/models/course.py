"""A course, how students are registered in it, and who is in it."""

from typing import ClassVar
from zoneinfo import ZoneInfo

from django.db import models

from courseops.models.user import User


class Course(models.Model):
    """One run of a course, as its course file tells (course-file.md).

    ``slack``, ``letters``, ``curve``, ``completion``, ``staff``, ``meetings``,
    ``office_hours``, ``study_groups``, ``regrades`` and ``pages`` hold those sections
    of the file as validated, or None where the file has none. ``policy_version`` names the rules in force: the first
    12 hexadecimal digits of the SHA-256 of ``dumpcourse``.
    """

    slug = models.SlugField(max_length=80, unique=True)
    code = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    term = models.CharField(max_length=80)
    time_zone = models.CharField(max_length=64)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    slack = models.JSONField(null=True, blank=True)
    letters = models.JSONField(null=True, blank=True)
    curve = models.JSONField(null=True, blank=True)
    completion = models.JSONField(null=True, blank=True)
    staff = models.JSONField(null=True, blank=True)
    meetings = models.JSONField(null=True, blank=True)
    office_hours = models.JSONField(null=True, blank=True)
    study_groups = models.JSONField(null=True, blank=True)
    regrades = models.JSONField(null=True, blank=True)
    pages = models.JSONField(null=True, blank=True)
    policy_version = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering: ClassVar = ["slug"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the course's deadlines are written and shown."""
        return ZoneInfo(self.time_zone)


class Basis(models.TextChoices):
    """How a student is graded."""

    LETTER = "letter", "Letter"
    PASS_FAIL = "pass_fail", "Pass/fail"
    AUDIT = "audit", "Audit"


class Role(models.TextChoices):
    """What somebody is in a course."""

    STUDENT = "student", "Student"
    TA = "ta", "TA"
    INSTRUCTOR = "instructor", "Instructor"


class Status(models.TextChoices):
    """Whether somebody is still in a course."""

    ACTIVE = "active", "Active"
    DROPPED = "dropped", "Dropped"


class Track(models.Model):
    """A way to be registered: a course number with its units, bases and exemptions."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="tracks")
    slug = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    units = models.FloatField(null=True, blank=True)
    bases = models.JSONField(default=list)
    without = models.JSONField(default=list)
    refuse_reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["course", "slug"], name="track_slug_unique")
        ]

    def __str__(self) -> str:
        return self.slug


class Enrollment(models.Model):
    """A person in a course."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="enrollments")
    user = models.ForeignKey(User, models.CASCADE, related_name="enrollments")
    role = models.CharField(max_length=16, choices=Role, default=Role.STUDENT)
    track = models.ForeignKey(Track, models.PROTECT, null=True, blank=True)
    basis = models.CharField(max_length=16, choices=Basis, default=Basis.LETTER)
    status = models.CharField(max_length=16, choices=Status, default=Status.ACTIVE)
    nickname = models.CharField(max_length=40, blank=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["course", "user"], name="enrollment_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="enrollment_role_known"
            ),
            models.CheckConstraint(
                condition=models.Q(basis__in=Basis.values),
                name="enrollment_basis_known",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values),
                name="enrollment_status_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user.login} in {self.course.slug}"

    @property
    def is_student(self) -> bool:
        """Whether this person is graded."""
        return self.role == Role.STUDENT

    @property
    def public_name(self) -> str:
        """The name that classmates see on a leaderboard."""
        return self.nickname or self.user.get_full_name()
