"""Quizzes as the course file defines them, and how students did."""

from typing import ClassVar

from django.db import models

from courseops.models import Component, Enrollment


class Quiz(models.Model):
    """The questions of a quiz component.

    ``definition`` is the file's entry as validated (time limit, attempts, shuffling,
    reveal, questions), without its ``component`` key.
    """

    component = models.OneToOneField(
        Component, models.CASCADE, related_name="quiz", primary_key=True
    )
    definition = models.JSONField()

    class Meta:
        verbose_name_plural = "quizzes"

    def __str__(self) -> str:
        return f"questions of {self.component.slug}"


class Attempt(models.Model):
    """One attempt at a quiz component: how many of its questions were right."""

    component = models.ForeignKey(Component, models.CASCADE, related_name="attempts")
    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="attempts")
    correct = models.FloatField()
    questions = models.PositiveIntegerField()
    received_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["component", "enrollment", "received_at"],
                name="attempt_unique",
            ),
            models.CheckConstraint(
                condition=models.Q(questions__gte=1), name="attempt_has_questions"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.correct:g} of {self.questions} by {self.enrollment_id}"
