"""What staff have to look at."""

from typing import ClassVar

from django.db import models

from courseops.models.course import Course
from courseops.models.user import User


class Alert(models.Model):
    """Something of a course that went wrong and that only people can mend.

    ``kind`` and ``target`` tell what it is about; while one of them is open no second
    one is made. ``link`` is the page to look at.
    """

    course = models.ForeignKey(Course, models.CASCADE, related_name="alerts")
    kind = models.CharField(max_length=40)
    target = models.CharField(max_length=200)
    text = models.TextField()
    link = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["course", "kind", "target"],
                condition=models.Q(closed_at=None),
                name="alert_open_unique",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.target}"
