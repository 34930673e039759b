"""Quizzes as the course file defines them, attempts at them, and their answers."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from courseops.models import Component, Course, Decision, Enrollment


class Quiz(models.Model):
    """The questions of a quiz component.

    ``definition`` is the file's entry as validated (time limit, attempts, shuffling,
    reveal, questions), without its ``component`` key; :mod:`quizzes.questions` reads it.
    ``revealed_at`` is when staff showed the results, where that is done by hand.
    """

    component = models.OneToOneField(
        Component, models.CASCADE, related_name="quiz", primary_key=True
    )
    definition = models.JSONField()
    revealed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "quizzes"

    def __str__(self) -> str:
        return f"questions of {self.component.slug}"


class Attempt(models.Model):
    """One attempt at a quiz component: how many of its questions are right.

    One made here has a ``number`` (1, 2, …), began at ``started_at`` and asks what
    ``paper`` says (:mod:`quizzes.paper`). ``ends_at`` is where its time limit ends.
    ``received_at`` is when the student handed it in: without it the attempt is open, and
    is handed in when its time is over (:mod:`quizzes.closing`). ``correct`` follows the
    answers. One that was made elsewhere has neither number nor paper.
    """

    component = models.ForeignKey(Component, models.CASCADE, related_name="attempts")
    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="attempts")
    number = models.PositiveIntegerField(null=True, blank=True)
    paper = models.JSONField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    correct = models.FloatField(default=0)
    questions = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["component", "enrollment", "received_at"],
                name="attempt_unique",
            ),
            models.UniqueConstraint(
                fields=["component", "enrollment", "number"],
                name="attempt_number_unique",
            ),
            models.CheckConstraint(
                condition=Q(questions__gte=1), name="attempt_has_questions"
            ),
            models.CheckConstraint(
                condition=Q(received_at__isnull=False) | Q(started_at__isnull=False),
                name="attempt_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.correct:g} of {self.questions} by {self.enrollment_id}"


class Answer(models.Model):
    """The answer to one question of an attempt, as it stands.

    ``value`` is in the terms of the definition, whatever order the student saw
    (:mod:`quizzes.marking` tells its form for each type). Every change adds one to
    ``revision``, so that a page that does not know the latest overwrites nothing.
    """

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="answers")
    question = models.CharField(max_length=80)
    value = models.JSONField(null=True)
    is_right = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["attempt", "question"], name="answer_unique"
            )
        ]

    def __str__(self) -> str:
        return f"answer to {self.question} in attempt {self.attempt_id}"


class Accommodation(Decision):
    """More time or more attempts for one student, in one quiz or (None) in every one.

    A time limit is multiplied by ``time_factor``, then ``extra_min`` minutes are added.
    What is set for a quiz replaces what is set for every one. A later window is an
    extension.
    """

    enrollment = models.ForeignKey(
        Enrollment, models.CASCADE, related_name="accommodations"
    )
    component = models.ForeignKey(
        Component,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="accommodations",
    )
    time_factor = models.FloatField(default=1)
    extra_min = models.FloatField(default=0)
    extra_attempts = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrollment", "component"], name="accommodation_unique"
            ),
            models.UniqueConstraint(
                fields=["enrollment"],
                condition=Q(component__isnull=True),
                name="accommodation_general_unique",
            ),
            models.CheckConstraint(
                condition=Q(time_factor__gte=1, extra_min__gte=0),
                name="accommodation_only_adds",
            ),
        ]

    def __str__(self) -> str:
        return f"accommodation of {self.enrollment_id}"


class Picture(models.Model):
    """An image that prompts of the course show by its ``name``; small, so kept here."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="pictures")
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=32)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    added_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["course", "name"], name="picture_name_unique"
            )
        ]

    def __str__(self) -> str:
        return self.name
