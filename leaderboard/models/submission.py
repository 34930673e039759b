"""What students hand in, and how it scored."""

from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models

from courseops.models import Component, Enrollment
from leaderboard.models.competition import Competition, Solution


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


class Priority(models.IntegerChoices):
    """What workers take first: what somebody waits for, then what staff set going."""

    INTERACTIVE = 0, "Interactive"
    BULK = 1, "Bulk"


class Submission(models.Model):
    """A file that somebody handed in, and what became of it.

    The row is the truth: a queue message only carries its id. ``path`` is below
    MEDIA_ROOT. ``reasons`` lists what is wrong with a refused file
    (as ``Problem.as_json`` gives it; the message is whole, line and column may be
    None); ``error`` is the one sentence of a failed one. ``claim`` names the attempt
    that holds the lease. A score that was computed elsewhere has no file: ``reference``
    is what that system calls the submission. ``is_final_choice`` marks those that the
    student chose to be graded by. ``may_be_best`` is False of what cannot be anybody's
    best submission, whatever the deadlines are (leaderboard.contenders). What is
    disqualified counts for nothing, for a reason. Workers take what waits by
    ``priority``, then ``turn`` (leaderboard.fairness).
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
    disqualified_at = models.DateTimeField(null=True, blank=True)
    disqualified_reason = models.TextField(blank=True)

    priority = models.PositiveSmallIntegerField(
        choices=Priority, default=Priority.INTERACTIVE
    )
    turn = models.BigIntegerField(default=0)
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
            models.Index(
                fields=["priority", "turn", "received_at", "id"],
                name="submission_turn",
                condition=models.Q(state="queued"),
            ),
            models.Index(
                fields=["enrollment", "priority", "turn"],
                name="submission_own_turn",
                condition=models.Q(state="queued"),
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

    Without a split the three are one number. Scoring again replaces the row and keeps
    the old one as a :class:`FormerScore`. A score that was computed elsewhere has no
    solution.
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


class FormerScore(models.Model):
    """A score that another has replaced."""

    submission = models.ForeignKey(
        Submission, models.CASCADE, related_name="former_scores"
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
    replaced_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-replaced_at", "-id"]

    def __str__(self) -> str:
        return f"former score of submission {self.submission_id}"


class Sidecar(models.Model):
    """A submission's predictions in its solution's order, kept to score it again.

    ``path`` is below MEDIA_ROOT; ``layout`` names the ids and classes it is in order of.
    Any may be removed at any time: the submission's own file tells the same.
    """

    submission = models.OneToOneField(
        Submission, models.CASCADE, related_name="sidecar", primary_key=True
    )
    path = models.CharField(max_length=300)
    size = models.PositiveBigIntegerField()
    layout = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["made_at"], name="sidecar_oldest")]

    def __str__(self) -> str:
        return f"predictions of submission {self.submission_id}"


class CodeHandIn(models.Model):
    """The code behind a submission, where a component asks for it (section 3, point 7).

    ``path`` is below MEDIA_ROOT; every hand-in is kept. ``submission`` is the one that
    the code made, None where its maker named none. ``listed_at`` is when its files were
    listed (:class:`CodeFile`), None while they are not.
    """

    component = models.ForeignKey(
        Component, models.CASCADE, related_name="code_handins"
    )
    enrollment = models.ForeignKey(
        Enrollment, models.CASCADE, related_name="code_handins"
    )
    submission = models.ForeignKey(
        Submission, models.SET_NULL, null=True, blank=True, related_name="code"
    )
    received_at = models.DateTimeField()
    path = models.CharField(max_length=300)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    listed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["received_at", "id"]

    def __str__(self) -> str:
        return f"code of {self.enrollment_id} for {self.component_id}"

    @property
    def file(self) -> Path:
        """The stored file on disk."""
        return Path(settings.MEDIA_ROOT) / self.path


class CodeFile(models.Model):
    """One file of a code hand-in: itself, or a member of the archive that it is."""

    handin = models.ForeignKey(CodeHandIn, models.CASCADE, related_name="files")
    name = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["handin", "name"], name="code_file_unique")
        ]

    def __str__(self) -> str:
        return self.name
