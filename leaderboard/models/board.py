"""What a leaderboard shows: who stands where, and what staff say about entries."""

from typing import ClassVar

from django.db import models

from courseops.models import Decision, Enrollment, Team, User
from leaderboard.models.competition import Competition
from leaderboard.models.submission import Submission


class Standing(models.Model):
    """An entrant's best public score, kept in the transaction of each score.

    A team has one row, under its first member by login. ``day_rank`` is the public rank
    with which the course's day ``day`` began; None before there was one. ``is_hidden``
    tells that staff took the entry off the board.
    """

    competition = models.ForeignKey(
        Competition, models.CASCADE, related_name="standings"
    )
    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="standings")
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="+")
    team = models.ForeignKey(
        Team, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    public = models.FloatField()
    achieved_at = models.DateTimeField()
    entries = models.PositiveIntegerField()
    is_hidden = models.BooleanField(default=False)
    day = models.DateField(null=True, blank=True)
    day_rank = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["competition", "enrollment"], name="standing_unique"
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["competition", "public", "achieved_at"], name="standing_order"
            )
        ]

    def __str__(self) -> str:
        return f"standing of {self.enrollment_id} in {self.competition_id}"


class PrivateStanding(models.Model):
    """The private score that an entrant is ranked by once scores are revealed.

    A table of its own, which no student's request reads before the reveal. The
    submission is the best of those chosen, else the one of the public standing.
    """

    competition = models.ForeignKey(
        Competition, models.CASCADE, related_name="private_standings"
    )
    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="+")
    team = models.ForeignKey(
        Team, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="+")
    private = models.FloatField()
    achieved_at = models.DateTimeField()
    entries = models.PositiveIntegerField()
    is_hidden = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["competition", "enrollment"], name="private_standing_unique"
            )
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["competition", "private", "achieved_at"],
                name="private_standing_order",
            )
        ]

    def __str__(self) -> str:
        return f"private standing of {self.enrollment_id} in {self.competition_id}"


class HiddenEntry(Decision):
    """An entry that staff took off a board; its marks stay as they are.

    One row for each member of a team.
    """

    competition = models.ForeignKey(
        Competition, models.CASCADE, related_name="hidden_entries"
    )
    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["competition", "enrollment"], name="hidden_entry_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrollment_id} hidden in {self.competition_id}"


class Baseline(models.Model):
    """A score to compare with, marked and unranked: a staff submission's, or a number."""

    competition = models.ForeignKey(
        Competition, models.CASCADE, related_name="baselines"
    )
    title = models.CharField(max_length=80)
    public = models.FloatField()
    submission = models.OneToOneField(
        Submission, models.CASCADE, null=True, blank=True, related_name="baseline"
    )
    actor = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["competition", "title"], name="baseline_title_unique"
            )
        ]

    def __str__(self) -> str:
        return self.title
