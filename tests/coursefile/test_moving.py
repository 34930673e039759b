"""Moving a whole course to another start."""

from datetime import UTC, date, datetime

import pytest

from courseops.models import (
    Announcement,
    Component,
    Course,
    ScheduleEntry,
)
from tests.coursefile.files import COURSE, with_component
from tests.coursefile.loading import TWO, load, loaded


@pytest.mark.django_db
def test_the_whole_course_moves_to_another_start():
    text = (COURSE + TWO).replace("on_time: 2020-09-27}", "on_time: 2020-11-01 12:00}")

    course = loaded(text, starts=date(2021, 8, 30))

    # 52 weeks later, at the same time by the clock: in winter time then, in summer time now.
    assert (course.starts, course.ends) == (date(2021, 8, 30), date(2021, 12, 17))
    component = Component.objects.get(slug="hw1p1")
    assert component.on_time == datetime(2021, 10, 31, 16, 0, 59, tzinfo=UTC)
    assert ScheduleEntry.objects.get().date == date(2021, 9, 1)
    assert Announcement.objects.get().until == datetime(
        2021, 10, 1, 3, 59, 59, tzinfo=UTC
    )


@pytest.mark.django_db
def test_dates_inside_components_move_too():
    text = COURSE + (
        "assignments: [{slug: a, category: homework, components: [{slug: a, kind: attendance,"
        " sessions: [2020-09-02]}, {slug: b, kind: points, points: 1, team: {max: 2,"
        " form_by: 2020-09-03}}]}]\n"
    )

    loaded(text, starts=date(2020, 9, 7))

    assert Component.objects.get(slug="a").details["sessions"] == ["2020-09-09"]
    assert Component.objects.get(slug="b").details["team"]["form_by"] == "2020-09-10"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "starts", "error"),
    [
        (COURSE, date(2021, 8, 31), "course.starts: 2020-08-31 is a Monday, and 2021-08-31 a Tuesday; a course moves by whole weeks (line 1)"),
        (COURSE.replace(", starts: 2020-08-31", ""), date(2021, 8, 30), "course.starts: is needed for the course to be moved to another start (line 1)"),
        (with_component("{slug: a, kind: points, points: 1, on_time: 2020-09-13 02:30}"), date(2021, 3, 1), "assignments[0].components[0].on_time: 2021-03-14 02:30:59 does not exist in America/New_York: the clocks are put forward over it; give a time before or after the change (line 8)"),
    ],
)  # fmt: skip
def test_a_start_that_does_not_fit_is_refused(text, starts, error):
    report = load(text, starts=starts)

    assert [str(one) for one in report.errors] == [error]
    assert not Course.objects.exists()
