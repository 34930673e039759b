"""What grading reads of attendance."""

from datetime import UTC, date, datetime, timedelta

import numpy as np

from courseops.coursefile.facts import facts_in_words
from courseops.models import Component, Course, Enrollment
from participation.models import OnCall
from participation.selectors import attendance as columns
from participation.selectors import count_on_calls, count_presences
from tests.factories import ComponentFactory, EnrollmentFactory
from tests.participation.conftest import NOW, SESSIONS, was


def of(course: Course, student: Enrollment, *, until: datetime = NOW):
    """Return held, excused, attended, kept and percent of one student, None without."""
    found = columns(course=course, until=until)
    rows = np.flatnonzero(found.enrollment == student.pk)
    if not len(rows):
        return None
    (row,) = rows
    counts = (found.held, found.excused, found.attended, found.kept)
    return (*(int(one[row]) for one in counts), float(found.percent[row]))


def test_sessions_of_the_day_and_before_are_held(
    attendance: Component, alice: Enrollment
):
    was(alice, attendance, SESSIONS[0])

    assert of(alice.course, alice) == (3, 0, 1, 2, 50)


def test_the_day_is_the_course_s(attendance: Component, alice: Enrollment):
    was(alice, attendance, SESSIONS[0], at=datetime(2020, 9, 7, 16, tzinfo=UTC))
    # In UTC it is the day of the third session already.
    late = datetime(2020, 9, 14, 3, tzinfo=UTC)

    assert of(alice.course, alice, until=late)[0] == 2


def test_there_are_no_rows_before_the_first_session(
    attendance: Component, alice: Enrollment
):
    assert of(alice.course, alice, until=datetime(2020, 9, 6, 12, tzinfo=UTC)) is None


def test_what_is_excused_leaves_the_pool(attendance: Component, alice: Enrollment):
    was(alice, attendance, SESSIONS[0], state="excused")
    was(alice, attendance, SESSIONS[1])

    assert of(alice.course, alice) == (3, 1, 1, 1, 100)


def test_who_is_excused_from_every_session_has_no_result(
    attendance: Component, alice: Enrollment
):
    for day in SESSIONS[:3]:
        was(alice, attendance, day, state="excused")

    assert np.isnan(of(alice.course, alice)[-1])


def test_sessions_to_come_do_not_count(attendance: Component, alice: Enrollment):
    was(alice, attendance, SESSIONS[3], state="excused")

    assert of(alice.course, alice) == (3, 0, 0, 2, 0)


def test_days_that_are_no_session_any_more_do_not_count(
    attendance: Component, alice: Enrollment
):
    was(alice, attendance, date(2020, 9, 8))

    assert of(alice.course, alice)[2] == 0


def test_what_became_known_later_is_left_out(attendance: Component, alice: Enrollment):
    was(alice, attendance, SESSIONS[0])
    was(alice, attendance, SESSIONS[1], at=NOW + timedelta(seconds=2))

    assert of(alice.course, alice)[2] == 1


def test_a_component_in_which_nobody_was_noted_counts_no_sessions(
    attendance: Component, alice: Enrollment
):
    assert of(alice.course, alice) is None


def test_staff_have_no_rows(attendance: Component, bob: Enrollment):
    assert of(bob.course, bob) is None


def test_the_columns_tell_when_the_last_became_known(
    attendance: Component, alice: Enrollment
):
    at = datetime(2020, 9, 9, 16, 0, 5, tzinfo=UTC)
    was(alice, attendance, SESSIONS[0])
    was(alice, attendance, SESSIONS[1], at=at)

    assert columns(course=alice.course, until=NOW).received.tolist() == [at.timestamp()]


def test_the_number_of_queries_does_not_grow(
    attendance: Component, alice: Enrollment, django_assert_num_queries
):
    for _ in range(4):
        student = EnrollmentFactory(course=alice.course)
        was(student, attendance, SESSIONS[0])

    with django_assert_num_queries(3):
        found = columns(course=alice.course, until=NOW)
    assert len(found.percent) == 5


def test_some_students_alone(attendance: Component, alice: Enrollment):
    was(EnrollmentFactory(course=alice.course), attendance, SESSIONS[0])

    found = columns(course=alice.course, until=NOW, enrollments=[alice.pk])

    assert found.enrollment.tolist() == [alice.pk]


def test_what_rests_on_a_component_is_told_in_words(
    attendance: Component, alice: Enrollment
):
    was(alice, attendance, SESSIONS[0])
    on_call = ComponentFactory(course=alice.course, kind="points")
    OnCall.objects.create(
        component=on_call, enrollment=alice, lecture="2020-10-06", chosen_at=NOW
    )

    assert count_presences(course=alice.course) == {attendance.pk: 1}
    assert count_on_calls(course=alice.course) == {on_call.pk: 1}
    assert facts_in_words(alice.course) == {
        attendance.pk: "1 presence",
        on_call.pk: "1 on-call lecture",
    }
