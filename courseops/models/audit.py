"""What changed, who changed it, when and why."""

from typing import ClassVar

from django.db import models

from courseops.models.course import Course
from courseops.models.user import User


class AuditEvent(models.Model):
    """One applied change. Rows are only ever added (see :mod:`courseops.audit`)."""

    course = models.ForeignKey(
        Course, models.CASCADE, null=True, blank=True, related_name="audit_events"
    )
    actor = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    verb = models.CharField(max_length=64)
    target = models.CharField(max_length=200)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)
    why = models.TextField(blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.verb} {self.target}"
