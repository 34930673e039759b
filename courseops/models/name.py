"""What students are called elsewhere."""

from typing import ClassVar

from django.db import models

from courseops.models.course import Course, Enrollment


class OutsideName(models.Model):
    """The name that a student of a course has on another site, as staff confirmed it."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="outside_names")
    enrollment = models.ForeignKey(
        Enrollment, models.CASCADE, related_name="outside_names"
    )
    site = models.CharField(max_length=40)
    name = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["course", "site", "name"], name="outside_name_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} on {self.site}"
