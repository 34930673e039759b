"""When a night is due, and how long nights are kept."""

import os
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading import tasks
from grading.models import NightExport
from grading.nightly import retention, storage
from grading.nightly.calendar import courses_due, expected_night, expired, night_of
from tests.factories import CourseFactory
from tests.grading.nights import FIRST, NEXT, folder, store


def at(text):
    return datetime.fromisoformat(text).astimezone(UTC)


@pytest.mark.parametrize(
    ("instant", "night"),
    [
        ("2020-10-05T02:59:59-04:00", None),
        ("2020-10-05T03:00:00-04:00", date(2020, 10, 5)),
        ("2020-10-05T23:59:59-04:00", date(2020, 10, 5)),
        ("2020-10-06T00:00:00-04:00", None),
        # The clocks skip from 2 to 3, and go through 1 to 2 twice.
        ("2021-03-14T03:00:00-04:00", date(2021, 3, 14)),
        ("2020-11-01T03:00:00-05:00", date(2020, 11, 1)),
    ],
)
def test_a_night_is_due_from_the_hour_of_the_course_s_own_clock(course, instant, night):
    assert night_of(course=course, at=at(instant)) == night


def test_an_hour_that_the_clocks_skip_is_due_after_it(course, settings):
    settings.EXPORT_HOUR = 2

    skipped = at("2021-03-14T03:00:00-04:00")

    assert night_of(course=course, at=skipped) == date(2021, 3, 14)


def test_each_course_has_its_own_hour(course):
    CourseFactory(slug="berlin", time_zone="Europe/Berlin")

    def due(text):
        return [one.slug for one in courses_due(at=at(text))]

    assert due("2020-10-05T02:59+02:00") == ["ml-f20"]
    assert due("2020-10-05T03:00+02:00") == ["berlin", "ml-f20"]
    assert due("2020-10-05T00:00-04:00") == ["berlin"]


def test_a_stored_night_is_due_no_more_and_a_failed_one_is(course):
    row = NightExport.objects.create(
        course=course, day=date(2020, 10, 5), at=FIRST, folder="", manifest={}
    )
    assert courses_due(at=FIRST) == [course]

    row.folder = "x"
    row.save()

    assert courses_due(at=FIRST) == []
    assert courses_due(at=NEXT) == [course]


def test_a_night_is_missed_an_hour_after_it_was_due(course):
    def expected(text):
        return expected_night(course=course, at=at(text))

    assert expected("2020-10-05T03:59:59-04:00") == date(2020, 10, 4)
    assert expected("2020-10-05T04:00:00-04:00") == date(2020, 10, 5)
    assert expected("2020-10-06T00:30:00-04:00") == date(2020, 10, 5)


def test_no_night_is_missed_where_none_is_wanted(course, settings):
    settings.EXPORT_HOUR = 24

    assert courses_due(at=FIRST) == []
    assert expected_night(course=course, at=FIRST) is None


DAYS = st.lists(st.dates(date(2020, 1, 1), date(2021, 12, 31)), unique=True)


@given(days=DAYS, keep=st.integers(1, 400))
def test_recent_nights_and_the_first_of_each_month_are_kept(days, keep):
    today = date(2021, 12, 31)

    gone = expired(days, today=today, keep_days=keep)

    left = set(days) - set(gone)
    assert {(d.year, d.month) for d in left} == {(d.year, d.month) for d in days}
    assert all((today - day).days > keep for day in gone)
    assert all(
        (today - day).days <= keep
        or day == min(d for d in days if (d.year, d.month) == (day.year, day.month))
        for day in left
    )


def test_nothing_expires_where_all_is_kept():
    assert expired([date(2000, 1, 2)], today=date(2020, 1, 1), keep_days=0) == []


def test_expired_nights_go_with_their_folders(course, settings):
    settings.EXPORT_KEEP_DAYS = 2
    nights = [store(course, at=FIRST + timedelta(days=n)) for n in range(5)]

    gone = retention.prune(
        course=course, today=date(2020, 10, 9), at=FIRST + timedelta(days=4)
    )

    assert gone == 1
    assert [folder(one).exists() for one in nights] == [True, False, True, True, True]
    assert NightExport.objects.count() == 4


def test_what_a_killed_run_left_is_removed_a_day_later(course):
    made = store(course)
    parent = storage.path_of(course.slug)
    for name in (".staging-old", "2020-09-01", ".staging-new"):
        (parent / name).mkdir()
    old = (FIRST - timedelta(days=2)).timestamp()
    os.utime(parent / ".staging-old", (old, old))
    os.utime(parent / "2020-09-01", (old, old))
    os.utime(folder(made), (old, old))

    retention.prune(course=course, today=made.day, at=FIRST)

    assert sorted(path.name for path in parent.iterdir()) == [
        *(".staging-new", "2020-10-05")
    ]


def test_the_task_stores_the_night_and_again_does_nothing(course, time_machine):
    time_machine.move_to(FIRST, tick=False)

    for _ in range(2):
        tasks.export_night(course_id=course.pk)

    assert NightExport.objects.get().day == date(2020, 10, 5)


def test_a_message_that_comes_before_the_hour_does_nothing(course, time_machine):
    time_machine.move_to(FIRST - timedelta(hours=1), tick=False)

    tasks.export_night(course_id=course.pk)

    assert not NightExport.objects.exists()


def test_a_course_that_is_gone_is_no_error(db):
    tasks.export_night(course_id=1)
