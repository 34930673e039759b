"""Removes the nights that need not be kept."""

from datetime import date, datetime

from django.conf import settings

from courseops.models import Course
from grading.models import NightExport
from grading.nightly import storage
from grading.nightly.calendar import expired
from grading.nightly.night import stored


def prune(*, course: Course, today: date, at: datetime) -> int:
    """Remove the nights past EXPORT_KEEP_DAYS, and return how many.

    The row goes first: a folder without one is replaced or removed later, a row without
    its folder would promise files that are gone.
    """
    nights = {night.day: night for night in stored(course=course)}
    old = expired(nights, today=today, keep_days=settings.EXPORT_KEEP_DAYS)
    for day in old:
        nights[day].delete()
        storage.remove(nights[day].folder)
    if old:
        NightExport.objects.filter(course=course, day__lte=old[-1], folder="").delete()
    kept = [night.folder for night in nights.values() if night.day not in old]
    storage.remove_left_behind(course.slug, kept=kept, at=at)
    return len(old)
