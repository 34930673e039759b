"""What counts as a lecture to be on call in."""

from datetime import UTC, date, datetime

from courseops.models import Course, ScheduleEntry
from participation.lectures import lectures

TUESDAYS = {
    "kind": "lecture",
    "days": ["tuesday"],
    "from": "16:20",
    "to": "17:40",
    "where": None,
}


def entry(course: Course, slug: str, day: date | None, **more) -> None:
    ScheduleEntry.objects.create(
        course=course, slug=slug, position=0, date=day, **{"kind": "lecture", **more}
    )


def keys(course: Course) -> list[str]:
    return [one.key for one in lectures(course)]


def test_dated_lectures_of_the_schedule_by_day(course: Course):
    entry(course, "second", date(2020, 9, 24))
    entry(course, "first", date(2020, 9, 22))
    entry(course, "some-day", None)
    entry(course, "exam", date(2020, 9, 23), kind="event")
    entry(course, "holiday", date(2020, 9, 29), details={"no_class": True})

    assert keys(course) == ["first", "second"]


def test_a_lecture_ends_with_the_meeting_of_its_day(course: Course):
    course.meetings = [TUESDAYS]
    entry(course, "tuesday", date(2020, 9, 22))
    entry(course, "thursday", date(2020, 9, 24))

    assert [one.ends_at for one in lectures(course)] == [
        datetime(2020, 9, 22, 21, 40, tzinfo=UTC),
        datetime(2020, 9, 25, 3, 59, 59, tzinfo=UTC),
    ]


def test_without_dated_lectures_the_days_of_the_meetings_but_holidays(course: Course):
    course.starts, course.ends = date(2020, 9, 17), date(2020, 10, 6)
    course.meetings = [TUESDAYS, {**TUESDAYS, "kind": "recitation", "days": ["friday"]}]
    entry(
        course, "holiday", date(2020, 9, 29), kind="event", details={"no_class": True}
    )

    assert keys(course) == ["2020-09-22", "2020-10-06"]


def test_without_dates_there_are_no_lectures(course: Course):
    course.meetings = [TUESDAYS]

    assert keys(course) == []
