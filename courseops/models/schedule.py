"""What a course tells its students: the calendar and the bulletin."""

from typing import ClassVar

from django.db import models

from courseops.models.course import Course
from courseops.models.work import Assignment, Component


class ScheduleEntry(models.Model):
    """A lecture, recitation or event. ``details`` holds topics, links and readings."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="schedule")
    slug = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=16)
    number = models.CharField(max_length=16, blank=True)
    date = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=300, blank=True)
    assignment = models.ForeignKey(
        Assignment, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        verbose_name_plural = "schedule entries"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["course", "slug"], name="schedule_slug_unique"
            )
        ]

    def __str__(self) -> str:
        return self.title or self.slug


class Announcement(models.Model):
    """An entry of the course's bulletin; gone from it after ``until``."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="bulletin")
    slug = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    until = models.DateTimeField(null=True, blank=True)
    component = models.ForeignKey(
        Component, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    links = models.JSONField(default=list, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["course", "slug"], name="announcement_slug_unique"
            )
        ]

    def __str__(self) -> str:
        return self.title
