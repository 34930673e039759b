"""How a competition's files are read and scored, and the hidden solutions."""

from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models

from courseops.models import Component, User
from leaderboard.csvfile import Layout
from leaderboard.metrics.catalogue import CATALOGUE

DEFAULT_MAX_MB = 100
BYTES_PER_MB = 1_000_000


class Competition(models.Model):
    """How a component's submissions are read and scored (course-file.md).

    ``split`` is ``{"public": share, "seed": n}`` or None; with ``"stratify": true`` each
    class keeps its share. ``limits`` maps ``daily``, ``monthly``, ``total``,
    ``concurrent``, ``final_choices`` to a number; an absent key or None is no limit.
    ``reveal_at`` is when private scores are to be shown, where a time is set; from
    ``revealed_at`` on students see them.
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
    reveal_at = models.DateTimeField(null=True, blank=True)
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


class MetricFile(models.Model):
    """A metric that staff wrote as a Python file, one version of it.

    ``path`` is below MEDIA_ROOT; a version is never changed in place.
    """

    competition = models.ForeignKey(
        Competition, models.CASCADE, related_name="metric_files"
    )
    version = models.PositiveIntegerField()
    path = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    actor = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["competition", "version"], name="metric_file_version_unique"
            )
        ]

    def __str__(self) -> str:
        return f"metric file {self.version} of {self.competition_id}"

    @property
    def file(self) -> Path:
        """The stored file on disk."""
        return Path(settings.MEDIA_ROOT) / self.path


class SolutionQuerySet(models.QuerySet["Solution"]):
    """Solutions, the newest version first."""

    def in_force(self) -> "SolutionQuerySet":
        """Return what is or was in force, what counts now first."""
        return self.filter(applied_at__isnull=False).order_by("-applied_at", "-version")


class Solution(models.Model):
    """One version of how a competition is scored: the hidden solution and the metric.

    ``folder`` (below MEDIA_ROOT) holds the file as given and its prepared form. The one
    applied last is in force; one that was never applied is a draft, or ``discarded``.
    """

    competition = models.ForeignKey(
        Competition, models.CASCADE, related_name="solutions"
    )
    version = models.PositiveIntegerField()
    folder = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    has_split = models.BooleanField()
    metric = models.CharField(max_length=64)
    metric_options = models.JSONField(default=dict, blank=True)
    metric_file = models.ForeignKey(
        MetricFile, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    discarded = models.BooleanField(default=False)

    objects = SolutionQuerySet.as_manager()

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
