"""Keeps the room that sidecars take within the site's quota, and tidies up after them.

A sidecar may go at any time, so nothing here needs to be exact about who is at work.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Sum

from leaderboard.models import Sidecar

FOLDER = "sidecars"
BYTES_PER_MB = 1_000_000
# Room is made for some time, so that most runs find nothing to do.
_DOWN_TO = 0.9
_BATCH = 500
# What is younger may be about to get its row, or its file.
_SETTLED = timedelta(hours=1)


def make_room() -> int:
    """Drop the oldest sidecars while all together exceed the quota; return how many."""
    quota = settings.SIDECAR_QUOTA_MB * BYTES_PER_MB
    taken = Sidecar.objects.aggregate(total=Sum("size"))["total"] or 0
    if taken <= quota:
        return 0
    dropped = 0
    while taken > _DOWN_TO * quota and (oldest := _oldest(taken - _DOWN_TO * quota)):
        for sidecar in oldest:
            (Path(settings.MEDIA_ROOT) / sidecar.path).unlink(missing_ok=True)
            taken -= sidecar.size
        Sidecar.objects.filter(pk__in=[sidecar.pk for sidecar in oldest]).delete()
        dropped += len(oldest)
    return dropped


def _oldest(size: float) -> list[Sidecar]:
    """Return the oldest sidecars that together take *size* bytes, or a batch of them."""
    found = []
    for sidecar in Sidecar.objects.order_by("made_at", "pk")[:_BATCH]:
        if size <= 0:
            break
        size -= sidecar.size
        found.append(sidecar)
    return found


def remove_orphans(*, at: datetime) -> int:
    """Remove files without a row and rows without a file; return how many files.

    Those of submissions that are gone are among them.
    """
    before = at - _SETTLED
    rows = dict(Sidecar.objects.filter(made_at__lt=before).values_list("path", "pk"))
    known = set(Sidecar.objects.values_list("path", flat=True))
    removed = 0
    for file in (Path(settings.MEDIA_ROOT) / FOLDER).glob("*/*"):
        place = str(file.relative_to(settings.MEDIA_ROOT))
        rows.pop(place, None)
        # One that is being written gets its name now.
        with suppress(FileNotFoundError):
            if place not in known and file.stat().st_mtime < before.timestamp():
                file.unlink()
                removed += 1
    Sidecar.objects.filter(pk__in=rows.values()).delete()
    return removed
