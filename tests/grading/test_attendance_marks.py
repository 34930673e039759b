"""Attendance in the gradebook: the sessions behind a mark."""

from datetime import UTC, date, datetime

import pytest

from courseops.models import Component, Enrollment, Result
from grading import gradebook, statement
from participation.models import Presence
from tests.factories import ComponentFactory, EnrollmentFactory

pytestmark = pytest.mark.django_db
NOTED = datetime(2020, 9, 9, 20, tzinfo=UTC)
TERM_ENDS = datetime(2020, 12, 18, tzinfo=UTC)
DAYS = [date(2020, 9, day) for day in (2, 7, 9, 14, 16)]


@pytest.fixture
def attendance(course) -> Component:
    details = {"sessions": [f"{day}" for day in DAYS], "allow_missed": 1}
    return ComponentFactory(
        course=course,
        slug="attendance",
        kind="attendance",
        cutoffs=None,
        on_time=None,
        details=details,
    )


def attended(student: Enrollment, component: Component, *days: int, state="present"):
    for day in days:
        Presence.objects.create(
            component=component,
            enrollment=student,
            session=DAYS[day],
            state=state,
            source="staff",
            received_at=NOTED,
        )


def mark_of(student: Enrollment, at=TERM_ENDS) -> dict:
    book = gradebook.load(course=student.course, at=at, enrollment=student)
    return statement.student(book, 0, explain=True)["components"]["attendance"]


def test_the_mark_is_the_share_of_the_sessions_that_are_needed(attendance, alice):
    attended(alice, attendance, 0, 1)

    one = mark_of(alice)

    assert (one["state"], one["raw"], one["window"]) == ("graded", 2, "on_time")
    assert one["mark"] == pytest.approx(100 * 2 / (5 - 1), abs=1e-9)


def test_the_derivation_counts_the_sessions(attendance, alice):
    attended(alice, attendance, 0, 1)
    attended(alice, attendance, 2, state="excused")

    (sessions,) = [one for one in mark_of(alice)["steps"] if one["rule"] == "sessions"]

    assert sessions["text"] == (
        "5 sessions were held, 1 of them excused; 2 attended. 1 may be missed, so 3 are"
        " needed."
    )
    assert sessions["in"] == {
        "held": 5,
        "excused": 1,
        "attended": 2,
        "may_be_missed": 1,
    }


def test_more_than_is_needed_earns_no_more(attendance, alice):
    attended(alice, attendance, 0, 1, 2, 3, 4)

    assert (mark_of(alice)["mark"], mark_of(alice)["raw"]) == (100, 4)


def test_in_mid_term_only_sessions_held_count(attendance, alice):
    attended(alice, attendance, 0, 1)

    assert mark_of(alice, at=NOTED)["mark"] == 100


def test_who_came_to_nothing_has_none_of_it(attendance, alice):
    attended(EnrollmentFactory(course=alice.course), attendance, 0)

    assert (mark_of(alice)["state"], mark_of(alice)["mark"]) == ("graded", 0)


def test_a_result_goes_before_the_sessions(attendance, alice):
    attended(alice, attendance, 0)
    Result.objects.create(component=attendance, enrollment=alice, score=90)

    assert mark_of(alice)["mark"] == 90
    assert "sessions" not in [step["rule"] for step in mark_of(alice)["steps"]]


def test_who_is_excused_from_every_session_is_excused(attendance, alice):
    attended(alice, attendance, 0, 1, 2, 3, 4, state="excused")

    assert (mark_of(alice)["state"], mark_of(alice)["mark"]) == ("excused", None)


def test_without_anybody_noted_it_waits_for_staff(attendance, alice):
    assert mark_of(alice)["state"] == "pending"
