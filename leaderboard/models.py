"""Competitions: the hidden solution, what students submit, how it scored."""

from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models

from courseops.models import Component, Enrollment, User
from leaderboard.csvfile import Layout
from leaderboard.metrics.catalogue import CATALOGUE

DEFAULT_MAX_MB = 100
BYTES_PER_MB = 1_000_000


class Competition(models.Model):
    """How a component's submissions are read and scored (course-file.md).

    ``split`` is ``{"public": share, "seed": n}`` or None. ``limits`` maps ``daily``,
    ``monthly``, ``total``, ``concurrent``, ``final_choices`` to a number; an absent key
    or None is no limit. From ``revealed_at`` on students see private scores.
    """

    component = models.OneToOneField(
        Component, models.CASCADE, related_name="competition", primary_key=True
    )
    metric = models.CharField(max_length=64)
    metric_options = models.JSONField(default=dict, blank=True)
    direction = models.CharField(max_length=16, blank=True)
    id_column = models.CharField(max_length=200)
    target_columns = models.JSONField()
    weight_column = models.CharField(max_length=200, blank=True)
    split = models.JSONField(null=True, blank=True)
    mark_on = models.CharField(max_length=16, blank=True)
    max_mb = models.FloatField(null=True, blank=True)
    limits = models.JSONField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.component.slug

    @property
    def is_maximized(self) -> bool:
        """Whether a higher score is better: as the course file says, else the metric."""
        return (self.direction or CATALOGUE[self.metric].direction) == "maximize"

    @property
    def max_bytes(self) -> int:
        """How large an uncompressed file may be; 1 MB is 1,000,000 bytes."""
        return round((self.max_mb or DEFAULT_MAX_MB) * BYTES_PER_MB)

    @property
    def layout(self) -> Layout:
        """The columns of this competition's files and the limit of their size."""
        return Layout(
            id_column=self.id_column,
            target_columns=tuple(self.target_columns),
            weight_column=self.weight_column or None,
            max_bytes=self.max_bytes,
        )


class Solution(models.Model):
    """One version of a competition's hidden solution; the newest is in force.

    ``folder`` (below MEDIA_ROOT) holds the file as given and its prepared form.
    """

    competition = models.ForeignKey(
        Competition, models.CASCADE, related_name="solutions"
    )
    version = models.PositiveIntegerField()
    folder = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    has_split = models.BooleanField()
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["competition", "version"], name="solution_version_unique"
            )
        ]

    def __str__(self) -> str:
        return f"solution {self.version} of {self.competition_id}"

    @property
    def path(self) -> Path:
        """The folder on disk."""
        return Path(settings.MEDIA_ROOT) / self.folder


class State(models.TextChoices):
    """Where a submission is; each has a way out."""

    QUEUED = "queued", "Queued"
    SCORING = "scoring", "Scoring"
    SCORED = "scored", "Scored"
    REFUSED = "refused", "Refused"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


# What a submission costs of a quota: the file's and our own faults cost nothing.
COUNTED_STATES = (State.QUEUED, State.SCORING, State.SCORED)
OPEN_STATES = (State.QUEUED, State.SCORING)


class Submission(models.Model):
    """A file that somebody handed in, and what became of it.

    The row is the truth: a queue message only carries its id. ``path`` is below
    MEDIA_ROOT. ``reasons`` lists what is wrong with a refused file
    (as ``Problem.as_json`` gives it; the message is whole, line and column may be
    None); ``error`` is the one sentence of a failed one. ``claim`` names the attempt
    that holds the lease. A score that was computed elsewhere has no file: ``reference``
    is what that system calls the submission. ``is_final_choice`` marks those that the
    student chose to be graded by. ``may_be_best`` is False of what cannot be anybody's
    best submission, whatever the deadlines are (leaderboard.contenders).
    """

    competition = models.ForeignKey(
        Competition, models.CASCADE, related_name="submissions"
    )
    enrollment = models.ForeignKey(
        Enrollment, models.CASCADE, related_name="submissions"
    )
    state = models.CharField(max_length=16, choices=State, default=State.QUEUED)
    received_at = models.DateTimeField()
    path = models.CharField(max_length=300, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    is_imported = models.BooleanField(default=False)
    reference = models.CharField(max_length=200, blank=True)
    is_final_choice = models.BooleanField(default=False)
    may_be_best = models.BooleanField(default=True)

    enqueued_at = models.DateTimeField(null=True, blank=True)
    claim = models.CharField(max_length=64, blank=True)
    worker = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=State.values),
                name="submission_state_known",
            ),
            models.UniqueConstraint(
                fields=["competition", "reference"],
                condition=~models.Q(reference=""),
                name="submission_reference_unique",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["competition", "enrollment", "-received_at"],
                name="submission_of_student",
            ),
            models.Index(
                fields=["state", "enqueued_at"],
                name="submission_waiting",
                condition=models.Q(state__in=["queued", "scoring"]),
            ),
            models.Index(fields=["-received_at"], name="submission_newest"),
            models.Index(
                fields=["competition", "may_be_best", "-received_at"],
                name="submission_contending",
                condition=models.Q(state="scored"),
            ),
        ]

    def __str__(self) -> str:
        return f"submission {self.pk}"

    @property
    def name(self) -> str:
        """What it is shown as: its file's name, else what another system calls it."""
        return self.file_name or self.reference or "imported score"

    @property
    def file(self) -> Path:
        """The stored file on disk."""
        return Path(settings.MEDIA_ROOT) / self.path


class Score(models.Model):
    """The metric's values for a submission: on the public rows, the private, all.

    Without a split the three are one number. Scoring again replaces the row. A score
    that was computed elsewhere has no solution.
    """

    submission = models.OneToOneField(
        Submission, models.CASCADE, related_name="score", primary_key=True
    )
    solution = models.ForeignKey(
        Solution, models.PROTECT, null=True, blank=True, related_name="+"
    )
    metric = models.CharField(max_length=64)
    scorer_version = models.CharField(max_length=32)
    public = models.FloatField()
    private = models.FloatField()
    all = models.FloatField()
    scored_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"score of submission {self.submission_id}"


class Standing(models.Model):
    """A participant's best public score, kept in the transaction of each score."""

    competition = models.ForeignKey(
        Competition, models.CASCADE, related_name="standings"
    )
    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="standings")
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="+")
    public = models.FloatField()
    achieved_at = models.DateTimeField()
    entries = models.PositiveIntegerField()

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


class CodeHandIn(models.Model):
    """The code behind a submission, where a component asks for it (section 3, point 7).

    ``path`` is below MEDIA_ROOT; every hand-in is kept.
    """

    component = models.ForeignKey(
        Component, models.CASCADE, related_name="code_handins"
    )
    enrollment = models.ForeignKey(
        Enrollment, models.CASCADE, related_name="code_handins"
    )
    received_at = models.DateTimeField()
    path = models.CharField(max_length=300)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()

    class Meta:
        ordering: ClassVar = ["received_at", "id"]

    def __str__(self) -> str:
        return f"code of {self.enrollment_id} for {self.component_id}"

    @property
    def file(self) -> Path:
        """The stored file on disk."""
        return Path(settings.MEDIA_ROOT) / self.path


class SampleFile(models.Model):
    """A ready file that students may download and try; ``path`` is below MEDIA_ROOT."""

    competition = models.ForeignKey(
        Competition, models.CASCADE, related_name="sample_files"
    )
    position = models.PositiveIntegerField(default=0)
    file_name = models.CharField(max_length=200)
    description = models.CharField(max_length=200, blank=True)
    path = models.CharField(max_length=300)
    uploaded_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def file(self) -> Path:
        """The stored file on disk."""
        return Path(settings.MEDIA_ROOT) / self.path
