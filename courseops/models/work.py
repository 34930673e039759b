"""The tree of graded work: category → assignment → component."""

from typing import ClassVar

from django.db import models

from courseops.models.course import Course


class Category(models.Model):
    """A weighted group of assignments (policies.md section 7).

    A category without ``weight`` that is no extra credit leaves the course's
    weights unset. ``cap`` is a number of points, ``"none"``, or None for the default.
    """

    course = models.ForeignKey(Course, models.CASCADE, related_name="categories")
    slug = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    weight = models.FloatField(null=True, blank=True)
    weighting = models.CharField(max_length=16, blank=True)
    keep_best = models.PositiveIntegerField(null=True, blank=True)
    drop_lowest = models.PositiveIntegerField(null=True, blank=True)
    is_extra_credit = models.BooleanField(default=False)
    extra_credit = models.FloatField(null=True, blank=True)
    cap = models.JSONField(null=True, blank=True)
    archived = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["position"]
        verbose_name_plural = "categories"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["course", "slug"], name="category_slug_unique"
            )
        ]

    def __str__(self) -> str:
        return self.title or self.slug


class Assignment(models.Model):
    """One piece of work in a category, made of components.

    ``extra_credit`` counts points of the category and is None while not set.
    """

    course = models.ForeignKey(Course, models.CASCADE, related_name="assignments")
    category = models.ForeignKey(Category, models.PROTECT, related_name="assignments")
    slug = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    weight = models.FloatField(null=True, blank=True)
    points = models.FloatField(null=True, blank=True)
    required = models.BooleanField(default=False)
    is_extra_credit = models.BooleanField(default=False)
    extra_credit = models.FloatField(null=True, blank=True)
    cap = models.JSONField(null=True, blank=True)
    archived = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["course", "slug"], name="assignment_slug_unique"
            )
        ]

    def __str__(self) -> str:
        return self.title or self.slug


class Kind(models.TextChoices):
    """What a component asks for, and so where its result comes from."""

    COMPETITION = "competition", "Competition"
    PARTS = "parts", "Autograded parts"
    QUIZ = "quiz", "Quiz"
    POINTS = "points", "Points"
    RUBRIC = "rubric", "Rubric"
    FILES = "files", "Hand-in"
    PEER_REVIEW = "peer_review", "Peer review"
    TIERS = "tiers", "Standing in class"
    ATTENDANCE = "attendance", "Attendance"


class Component(models.Model):
    """The smallest graded thing: it has dates, and turns a result into a mark.

    The five instants are in UTC; None means the course file has none.
    ``cutoffs`` maps letter → score and is None while not posted; ``marks`` maps
    letter → mark and is None for the default. ``details`` holds the keys that only
    this kind has (``parts``, ``criteria``, ``files``, …), as validated.
    """

    course = models.ForeignKey(Course, models.CASCADE, related_name="components")
    assignment = models.ForeignKey(
        Assignment, models.CASCADE, related_name="components"
    )
    slug = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=16, choices=Kind)
    weight = models.FloatField(null=True, blank=True)
    released = models.DateTimeField(null=True, blank=True)
    early = models.DateTimeField(null=True, blank=True)
    on_time = models.DateTimeField(null=True, blank=True)
    late = models.DateTimeField(null=True, blank=True)
    code = models.DateTimeField(null=True, blank=True)
    cutoffs = models.JSONField(null=True, blank=True)
    marks = models.JSONField(null=True, blank=True)
    bonus = models.FloatField(null=True, blank=True)
    selection = models.CharField(max_length=16, blank=True)
    late_policy = models.JSONField(null=True, blank=True)
    slack = models.BooleanField(null=True, blank=True)
    details = models.JSONField(default=dict, blank=True)
    archived = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["course", "slug"], name="component_slug_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values), name="component_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.slug

    @property
    def display_title(self) -> str:
        """The component's own title, else its assignment's, else its slug."""
        return self.title or self.assignment.title or self.slug
