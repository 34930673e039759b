"""Marks as last recorded.

Pages, exports and explanations derive marks from facts each time; the recorded copy
is what a recompute is compared with, so that a change is counted and dated.
"""

from typing import ClassVar

from django.db import models

from courseops.models import Course, Enrollment


class Mark(models.Model):
    """One student's result for one target, as of the last recompute.

    ``target`` is ``component:SLUG``, ``assignment:SLUG``, ``category:SLUG``, ``total``,
    ``final`` or ``letter``; ``value`` is what the JSON export shows for it.
    """

    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="marks")
    target = models.CharField(max_length=100)
    value = models.JSONField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enrollment", "target"], name="mark_unique")
        ]

    def __str__(self) -> str:
        return f"{self.target} of {self.enrollment_id}"


class Recording(models.Model):
    """When the marks of a course were last recorded, and how many had changed."""

    course = models.OneToOneField(
        Course, models.CASCADE, related_name="recording", primary_key=True
    )
    at = models.DateTimeField()
    changed = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"marks of {self.course_id} as of {self.at:%Y-%m-%d %H:%M:%S}"
