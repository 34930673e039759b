"""A night of a course, stored."""

import json
from datetime import UTC, datetime, timedelta

from grading.models import NightExport
from grading.nightly import night, storage

# Three in the morning in Pittsburgh, a week after the deadline of hw1p2.
FIRST = datetime(2020, 10, 5, 7, 0, tzinfo=UTC)
NEXT = FIRST + timedelta(days=1)
BETWEEN = FIRST + timedelta(hours=12)


def store(course, at=FIRST) -> NightExport:
    made = night.store(course=course, day=at.astimezone(course.zone).date(), at=at)
    assert made is not None
    return made


def folder(made: NightExport):
    return storage.path_of(made.folder)


def manifest_file(made: NightExport):
    return json.loads((folder(made) / "manifest.json").read_text())
