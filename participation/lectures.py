"""The lectures of a course, of which students choose those that they are on call in.

They are the dated entries of the schedule of kind ``lecture``; where it has none, the
days on which the course's meetings of that kind fall between its start and its end.
Entries with ``no_class`` are none, and no meeting falls on their days.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from courseops.models import Course, ScheduleEntry
from courseops.written_times import parse_time

LECTURE = "lecture"
DAY_ENDS = time(23, 59, 59)


@dataclass(frozen=True, kw_only=True)
class Lecture:
    """A lecture: ``key`` is the entry's slug or the day, ``ends_at`` when it is over."""

    key: str
    day: date
    title: str
    ends_at: datetime


def lectures(course: Course) -> Sequence[Lecture]:
    """Return the lectures by day. One query."""
    entries = list(
        ScheduleEntry.objects.filter(course=course)
        .exclude(date=None)
        .order_by("date", "position")
    )
    off = {one.date for one in entries if one.details.get("no_class")}
    given = [
        Lecture(
            key=one.slug,
            day=one.date,
            title=one.title,
            ends_at=_end(course, one.date),
        )
        for one in entries
        if one.kind == LECTURE and one.date and not one.details.get("no_class")
    ]
    return given or [
        Lecture(key=day.isoformat(), day=day, title="", ends_at=_end(course, day))
        for day in _meeting_days(course)
        if day not in off
    ]


def _meeting_days(course: Course) -> Iterator[date]:
    if course.starts is None or course.ends is None:
        return
    weekdays = {day for one in _meetings(course) for day in one["days"]}
    for number in range((course.ends - course.starts).days + 1):
        day = course.starts + timedelta(days=number)
        if _weekday(day) in weekdays:
            yield day


def _end(course: Course, day: date) -> datetime:
    """Return when the meetings of a day end; without one the day itself."""
    ends = [
        parse_time(one["to"])
        for one in _meetings(course)
        if _weekday(day) in one["days"]
    ]
    return datetime.combine(day, max(ends, default=DAY_ENDS), tzinfo=course.zone)


def _weekday(day: date) -> str:
    """Return the day of the week as course files write it."""
    return f"{day:%A}".lower()


def _meetings(course: Course) -> list[dict[str, str]]:
    return [one for one in course.meetings or [] if one["kind"] == LECTURE]
