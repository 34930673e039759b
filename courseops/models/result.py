"""Results that come from elsewhere: entered, imported, read off other systems."""

from typing import ClassVar

from django.db import models

from courseops.models.course import Enrollment
from courseops.models.work import Component


class Result(models.Model):
    """One student's result in a component that is no competition and no quiz.

    ``score`` counts what the component's kind counts: parts correct, points, the value
    ranked (tiers), percent (files, attendance). Without ``received_at`` it is on time.
    """

    component = models.ForeignKey(Component, models.CASCADE, related_name="results")
    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="results")
    score = models.FloatField()
    received_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["component", "enrollment"], name="result_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.score:g} of {self.enrollment_id} in {self.component_id}"
