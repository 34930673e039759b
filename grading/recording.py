"""Keeps the recorded copy of the marks, and tells how many of them changed."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction

from courseops.models import Course
from grading import gradebook, statement
from grading.models import Mark, Recording
from grading.policy.book import Gradebook
from grading.policy.columns import EQUAL

_BATCH = 2_000
TOLD_EVERY = 50
Key = tuple[int, str]
Progress = Callable[[int], None]


def _unwatched(done: int) -> None:
    """Tell nobody how far it is."""


@transaction.atomic
def record(*, course: Course, at: datetime, progress: Progress = _unwatched) -> int:
    """Recompute every mark as of *at*, store those that changed, return their number.

    Marks that differ by at most 1e-9 are equal. What is pending and was never recorded
    is no change. *progress* is told now and then how many students are done.
    """
    fresh = dict(_marks(gradebook.load(course=course, at=at), progress=progress))
    known = {
        (mark.enrollment_id, mark.target): mark.value
        for mark in Mark.objects.filter(enrollment__course=course)
    }
    changed = [
        Mark(enrollment_id=key[0], target=key[1], value=fresh.get(key), recorded_at=at)
        for key in {**known, **fresh}
        if not _equal(fresh.get(key), known.get(key))
    ]
    Mark.objects.bulk_create(
        changed,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["enrollment", "target"],
        update_fields=["value", "recorded_at"],
    )
    Recording.objects.update_or_create(
        course=course, defaults={"at": at, "changed": len(changed)}
    )
    return len(changed)


def _marks(book: Gradebook, *, progress: Progress) -> Iterator[tuple[Key, Any]]:
    for row, key in enumerate(book.students.key.tolist()):
        if row % TOLD_EVERY == 0:
            progress(row)
        shown = statement.student(book, row)
        for slug, component in shown["components"].items():
            yield (key, f"component:{slug}"), component["mark"]
        for level in ("assignment", "category"):
            plural = "assignments" if level == "assignment" else "categories"
            for slug, mark in shown[plural].items():
                yield (key, f"{level}:{slug}"), mark
        for target in ("total", "final", "letter"):
            yield (key, target), shown[target]


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float | int):
        return abs(one - other) <= EQUAL
    return bool(one == other)
