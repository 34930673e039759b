"""Scoring again under control: tried in the shadow, then applied or discarded."""

from typing import ClassVar

from django.db import models

from courseops.models import User
from leaderboard.models.competition import Competition, Solution
from leaderboard.models.submission import Submission


class RunState(models.TextChoices):
    """Where a run of a worker over many submissions is."""

    QUEUED = "queued", "Queued"
    RUNNING = "running", "Running"
    READY = "ready", "Ready"
    FAILED = "failed", "Failed"
    APPLIED = "applied", "Applied"
    DISCARDED = "discarded", "Discarded"


class ShadowRun(models.Model):
    """Every kept file of a competition scored by another solution, out of sight.

    ``claim`` and ``lease_until`` name the attempt that works on it; what it has done
    stays, so the next attempt goes on from there.
    """

    competition = models.ForeignKey(
        Competition, models.CASCADE, related_name="shadow_runs"
    )
    solution = models.ForeignKey(Solution, models.CASCADE, related_name="shadow_runs")
    state = models.CharField(max_length=16, choices=RunState, default=RunState.QUEUED)
    reason = models.TextField(blank=True)
    actor = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    of = models.PositiveIntegerField(default=0)
    claim = models.CharField(max_length=64, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"shadow run {self.pk} of {self.competition_id}"


class ShadowScore(models.Model):
    """What a shadow run gives a submission: scores, reasons of a refusal, or an error."""

    run = models.ForeignKey(ShadowRun, models.CASCADE, related_name="scores")
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="+")
    public = models.FloatField(null=True)
    private = models.FloatField(null=True)
    all = models.FloatField(null=True)
    reasons = models.JSONField(default=list, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["run", "submission"], name="shadow_score_unique"
            )
        ]

    def __str__(self) -> str:
        return f"submission {self.submission_id} in shadow run {self.run_id}"


class SimilarityReport(models.Model):
    """Pairs of students whose predictions agree beyond what their scores explain.

    ``result`` is the newest finished comparison, as leaderboard.similarity makes it.
    """

    competition = models.OneToOneField(
        Competition, models.CASCADE, related_name="similarity", primary_key=True
    )
    state = models.CharField(max_length=16, choices=RunState, default=RunState.QUEUED)
    actor = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"similarity in {self.competition_id}"
