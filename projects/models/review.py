"""Reviews of papers by peers: who reviews whom, and what they wrote."""

from typing import ClassVar

from django.db import models

from courseops.models import Component, Decision, Enrollment, User


class ReviewDrawing(models.Model):
    """How the reviewers of a component were drawn last: by which seed, when."""

    component = models.OneToOneField(
        Component, models.CASCADE, related_name="review_drawing", primary_key=True
    )
    seed = models.BigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"reviewers of {self.component_id} by seed {self.seed}"


class ReviewConflict(models.Model):
    """That ``reviewer`` may not review the work of ``author`` and their team."""

    component = models.ForeignKey(
        Component, models.CASCADE, related_name="review_conflicts"
    )
    reviewer = models.ForeignKey(
        Enrollment, models.CASCADE, related_name="review_conflicts"
    )
    author = models.ForeignKey(Enrollment, models.CASCADE, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["component", "reviewer", "author"],
                name="review_conflict_unique",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reviewer_id} not on {self.author_id} in {self.component_id}"


class Review(models.Model):
    """One student's review of a paper; a draft until ``received_at``.

    ``author`` is one of whose paper it is, which is that of everybody who hands in with
    them. ``number`` is what the reviewer knows the paper by, and ``shown_as`` what its
    authors know the review by: neither tells who the other is. ``by_criterion`` and
    ``points`` are as in a grading. ``weight`` is how much it counts in the paper's mark,
    ``worth`` what part of a whole review the reviewer is given for it (0 to 1); staff
    may change both.
    """

    component = models.ForeignKey(Component, models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(
        Enrollment, models.CASCADE, related_name="reviews_written"
    )
    author = models.ForeignKey(
        Enrollment, models.CASCADE, related_name="reviews_received"
    )
    number = models.PositiveIntegerField()
    shown_as = models.PositiveIntegerField()
    by_criterion = models.JSONField(default=dict)
    comments = models.JSONField(default=dict)
    comment = models.TextField(blank=True)
    for_staff = models.TextField(blank=True)
    points = models.FloatField(null=True, blank=True)
    assigned_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    weight = models.FloatField(default=1.0)
    worth = models.FloatField(default=1.0)
    why = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["component", "reviewer", "author"], name="review_unique"
            ),
            models.UniqueConstraint(
                fields=["component", "reviewer", "number"],
                name="review_number_unique",
            ),
            models.CheckConstraint(
                condition=models.Q(received_at=None) | models.Q(points__isnull=False),
                name="review_received_has_points",
            ),
            models.CheckConstraint(
                condition=models.Q(weight__gte=0)
                & models.Q(worth__gte=0)
                & models.Q(worth__lte=1),
                name="review_weights_possible",
            ),
        ]

    def __str__(self) -> str:
        return f"review by {self.reviewer_id} of {self.author_id}'s paper"


class PaperMark(Decision):
    """The points that staff set for a paper in place of its reviews' mean."""

    component = models.ForeignKey(Component, models.CASCADE, related_name="paper_marks")
    author = models.ForeignKey(Enrollment, models.CASCADE, related_name="paper_marks")
    points = models.FloatField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["component", "author"], name="paper_mark_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.points:g} for the paper of {self.author_id}"


class ReviewReminder(models.Model):
    """That a reviewer was reminded of open reviews before ``deadline``."""

    component = models.ForeignKey(
        Component, models.CASCADE, related_name="review_reminders"
    )
    reviewer = models.ForeignKey(
        Enrollment, models.CASCADE, related_name="review_reminders"
    )
    deadline = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["component", "reviewer", "deadline"],
                name="review_reminder_unique",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reviewer_id} reminded for {self.component_id}"
