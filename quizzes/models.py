"""Quizzes as the course file defines them."""

from django.db import models

from courseops.models import Component


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
