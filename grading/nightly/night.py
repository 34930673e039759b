"""Stores one night of a course: files, manifest, row; all of it or nothing."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from courseops.models import Course
from grading import exports, gradebook
from grading.models import NightExport
from grading.nightly import storage
from grading.nightly.differences import Exported, differences
from grading.nightly.untouched import untouched
from grading.policy.book import Gradebook

FORMATS = ("csv", "json", "xlsx")
MANIFEST = "manifest.json"
_LONGEST_REASON = 300


def store(*, course: Course, day: date, at: datetime) -> NightExport | None:
    """Store the gradebook as of *at* as the night of *day*, and return its row.

    Returns None where that night is stored already, by whomever. What fails leaves a
    row that says so, is raised, and can be tried again.
    """
    if stored(course=course).filter(day=day).exists():
        return None
    try:
        return _store(course, day, at)
    except Exception as error:
        _fail(course, day, at, error)
        raise


def stored(*, course: Course) -> QuerySet[NightExport]:
    """Return the nights of a course that succeeded, the newest first."""
    return NightExport.objects.filter(course=course).exclude(folder="")


def _store(course: Course, day: date, at: datetime) -> NightExport | None:
    book = gradebook.load(course=course, at=at)
    files = {f"grades.{name}": _render(book, name) for name in FORMATS}
    manifest = {
        "course": course.slug,
        "day": day.isoformat(),
        "written_at": at.isoformat(timespec="seconds"),
        "generated_at": exports.generated_at(book, None),
        "policy_version": book.plan.policy_version,
        "files": [_entry(name, files[name], rows=len(book)) for name in files],
        "since": _since(course, day, json.loads(files["grades.json"])),
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    with storage.staged(course.slug, files | {MANIFEST: text.encode()}) as staging:
        return _keep(course, day, at, manifest, staging)


def _render(book: Gradebook, name: str) -> bytes:
    return exports.render(book, format=name, as_of=None, final=False, explain=False)


def _entry(name: str, content: bytes, *, rows: int) -> dict[str, Any]:
    digest = hashlib.sha256(content).hexdigest()
    return {"name": name, "sha256": digest, "bytes": len(content), "rows": rows}


def _since(course: Course, day: date, after: Exported) -> dict[str, Any] | None:
    """Return what differs from the night before; None for the first night."""
    night = stored(course=course).filter(day__lt=day).first()
    if night is None:
        return None
    start = {"day": night.day.isoformat()}
    try:
        content = (storage.path_of(night.folder) / "grades.json").read_bytes()
    except OSError:
        return start | {"lost": "The files of that night are gone."}
    known = {one["name"]: one["sha256"] for one in night.manifest["files"]}
    if hashlib.sha256(content).hexdigest() != known["grades.json"]:
        return start | {"lost": "The files of that night were changed since."}
    before = json.loads(content)
    return (
        start
        | differences(before, after)
        | {
            "untouched": untouched(
                course=course, before=before, after=after, since=night.at
            )
        }
    )


def _keep(
    course: Course,
    day: date,
    at: datetime,
    manifest: Mapping[str, Any],
    staging: Path,
) -> NightExport | None:
    """Claim the night and put its folder in place; None where somebody was faster."""
    folder = storage.folder_of(course=course.slug, day=day)
    values = {"at": at, "folder": folder, "manifest": manifest}
    rows = NightExport.objects.filter(course=course, day=day)
    try:
        with transaction.atomic():
            if not rows.filter(folder="").update(**values):
                NightExport.objects.create(course=course, day=day, **values)
            storage.place(staging, folder)
    except IntegrityError:
        if stored(course=course).filter(day=day).exists():
            return None
        raise
    return rows.get()


def _fail(course: Course, day: date, at: datetime, error: Exception) -> None:
    """Say in a row of its own why there is no such night; a stored one stays."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else None
    text = f"{reason or f'{type(error).__name__}: {error}'}"[:_LONGEST_REASON]
    rows = NightExport.objects.filter(course=course, day=day, folder="")
    before = rows.first()
    tries = before.manifest["tries"] + 1 if before else 1
    values = {"at": at, "manifest": {"failed": text, "tries": tries}}
    if not rows.update(**values):
        NightExport.objects.bulk_create(
            [NightExport(course=course, day=day, folder="", **values)],
            ignore_conflicts=True,
        )
