"""How staff grade what was handed in: who, by which rubric, with which result.

Whose work a row is about is told by one ``enrollment``: it is about everybody who hands
in with that student.
"""

from typing import ClassVar

from django.db import models

from courseops.models import Component, Decision, Enrollment, User
from projects.models.handin import HandIn


class GradingDuty(models.Model):
    """That ``grader`` is to grade somebody's work; two of a work grade it doubly."""

    component = models.ForeignKey(
        Component, models.CASCADE, related_name="grading_duties"
    )
    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="graded_by")
    grader = models.ForeignKey(
        Enrollment, models.CASCADE, related_name="grading_duties"
    )
    assigned_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["component", "enrollment", "grader"],
                name="grading_duty_unique",
            )
        ]

    def __str__(self) -> str:
        return f"{self.grader_id} grades {self.enrollment_id} in {self.component_id}"


class Grading(models.Model):
    """One grader's judgement of a work: a draft until ``done_at``.

    ``handin`` is the version judged, None where nothing is handed in (a talk).
    ``by_criterion`` maps a criterion's slug to its points, of a component without
    criteria "" to all of them; ``comments`` maps slugs to what students read, and
    ``comment`` is about the whole. ``points`` is the sum, None while a criterion is
    open. One that ``settles`` counts alone: staff made it of gradings that differ.
    """

    component = models.ForeignKey(Component, models.CASCADE, related_name="gradings")
    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="gradings")
    handin = models.ForeignKey(
        HandIn, models.CASCADE, null=True, blank=True, related_name="gradings"
    )
    grader = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    settles = models.BooleanField(default=False)
    by_criterion = models.JSONField(default=dict)
    comments = models.JSONField(default=dict)
    comment = models.TextField(blank=True)
    points = models.FloatField(null=True, blank=True)
    changed_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["handin", "grader"],
                condition=models.Q(settles=False, handin__isnull=False),
                name="grading_of_version_unique",
            ),
            models.UniqueConstraint(
                fields=["component", "enrollment", "grader"],
                condition=models.Q(settles=False, handin__isnull=True),
                name="grading_without_version_unique",
            ),
            models.UniqueConstraint(
                fields=["handin"],
                condition=models.Q(settles=True, handin__isnull=False),
                name="settling_of_version_unique",
            ),
            models.UniqueConstraint(
                fields=["component", "enrollment"],
                condition=models.Q(settles=True, handin__isnull=True),
                name="settling_without_version_unique",
            ),
            models.CheckConstraint(
                condition=models.Q(done_at=None) | models.Q(points__isnull=False),
                name="grading_done_has_points",
            ),
        ]

    def __str__(self) -> str:
        return f"grading of {self.enrollment_id} in {self.component_id}"


class Adjustment(Decision):
    """Points that one member of a team gets on top of the team's, or loses.

    In what the component counts: points, percent of a hand-in graded in percent.
    """

    component = models.ForeignKey(Component, models.CASCADE, related_name="adjustments")
    enrollment = models.ForeignKey(
        Enrollment, models.CASCADE, related_name="adjustments"
    )
    points = models.FloatField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["component", "enrollment"], name="adjustment_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.points:+g} for {self.enrollment_id} in {self.component_id}"


class ShownGrades(models.Model):
    """That students see the gradings of a component, from ``at`` on."""

    component = models.OneToOneField(
        Component, models.CASCADE, related_name="shown_grades", primary_key=True
    )
    at = models.DateTimeField()
    actor = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"grades of {self.component_id} shown"
