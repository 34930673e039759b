"""What was handed in: every version, with its files and links."""

from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models

from courseops.models import Component, Enrollment


class HandIn(models.Model):
    """One version of somebody's work for a component; every version is kept.

    ``enrollment`` handed it in, for everybody with whom they hand in. What is handed in
    anew stands for the whole: items of earlier versions are no part of it.
    """

    component = models.ForeignKey(Component, models.CASCADE, related_name="handins")
    enrollment = models.ForeignKey(Enrollment, models.CASCADE, related_name="handins")
    received_at = models.DateTimeField()
    note = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["received_at", "id"]
        indexes: ClassVar = [
            models.Index(
                fields=["component", "received_at"], name="handin_of_component"
            )
        ]

    def __str__(self) -> str:
        return f"hand-in of {self.enrollment_id} for {self.component_id}"


class HandInItem(models.Model):
    """A file or a link of a hand-in.

    ``kind`` is the word of the course file's ``accept``: ``link``, else the ending of
    the file's name. ``path`` is below MEDIA_ROOT, empty for a link; ``url`` is empty for
    a file.
    """

    handin = models.ForeignKey(HandIn, models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=16)
    path = models.CharField(max_length=300, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    url = models.CharField(max_length=2000, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["handin", "position"], name="handin_item_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(path="") ^ models.Q(url=""),
                name="handin_item_file_or_link",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name or self.url

    @property
    def file(self) -> Path:
        """The stored file on disk; a link has none."""
        return Path(settings.MEDIA_ROOT) / self.path
