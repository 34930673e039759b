"""Which night is due, and which nights are kept; judged by the course's clock."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings

from courseops.models import Course
from grading.models import NightExport

LAST_HOUR = 23


def night_of(*, course: Course, at: datetime) -> date | None:
    """Return the day whose night is due at *at*; None before the hour of the exports.

    From that hour on the night stays due, so that one that failed or was slept over is
    made up for on the same day.
    """
    local = at.astimezone(course.zone)
    return local.date() if local.hour >= settings.EXPORT_HOUR else None


def courses_due(*, at: datetime) -> list[Course]:
    """Return the courses whose night is due and not stored yet."""
    earliest = (at - timedelta(days=2)).date()
    stored = set(
        NightExport.objects.filter(day__gte=earliest)
        .exclude(folder="")
        .values_list("course", "day")
    )
    return [
        course
        for course in Course.objects.all()
        if (day := night_of(course=course, at=at)) and (course.pk, day) not in stored
    ]


def expected_night(*, course: Course, at: datetime) -> date | None:
    """Return the newest day whose night should be stored by now, an hour after it.

    None where EXPORT_HOUR is an hour that no day has.
    """
    if settings.EXPORT_HOUR > LAST_HOUR:
        return None
    due = night_of(course=course, at=at - timedelta(hours=1))
    local = at.astimezone(course.zone).date()
    return due if due == local else local - timedelta(days=1)


def expired(days: Iterable[date], *, today: date, keep_days: int) -> list[date]:
    """Return those of *days* that need not be kept any longer.

    Kept are *keep_days* days (0: all of them), and the first night of every month.
    """
    if keep_days == 0:
        return []
    ordered = sorted(days)
    firsts: dict[tuple[int, int], date] = {}
    for day in ordered:
        firsts.setdefault((day.year, day.month), day)
    kept = set(firsts.values())
    oldest = today - timedelta(days=keep_days)
    return [day for day in ordered if day < oldest and day not in kept]
