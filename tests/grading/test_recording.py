"""The recorded copy of the marks."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courseops import audit
from grading import recording, selectors
from grading.models import Mark
from grading.tasks import record_marks
from tests.factories import EnrollmentFactory
from tests.grading.instants import IN_TIME, JUST_AFTER, LATER


def regrade(*arguments):
    out = io.StringIO()
    call_command("regrade", *arguments, stdout=out)
    return out.getvalue()


def test_recording_stores_every_mark(course, alice, hw1p2, hand_in):
    hand_in(alice, hw1p2, 0.72)

    recording.record(course=course, at=LATER)

    assert dict(Mark.objects.values_list("target", "value")) == {
        "component:hw1p2": 100.0,
        "assignment:hw1": 100.0,
        "category:homework": 100.0,
        "total": 100.0,
        "final": 100.0,
    }


def test_a_second_recording_changes_nothing(course, alice, hw1p2, hand_in):
    hand_in(alice, hw1p2, 0.69)

    assert recording.record(course=course, at=LATER) == 5
    assert recording.record(course=course, at=LATER) == 0


def test_only_what_changed_is_dated_anew(course, alice, hw1p2, hand_in):
    hand_in(alice, hw1p2, 0.72)
    recording.record(course=course, at=IN_TIME)
    other = EnrollmentFactory(course=course)
    hand_in(other, hw1p2, 0.66)

    changed = recording.record(course=course, at=LATER)

    assert changed == 5
    assert set(
        Mark.objects.filter(enrollment=alice).values_list("recorded_at", flat=True)
    ) == {IN_TIME}


def test_a_mark_that_is_pending_again_is_recorded_as_null(
    course, alice, hw1p2, hand_in
):
    hand_in(alice, hw1p2, 0.72)
    recording.record(course=course, at=LATER)
    hw1p2.component.cutoffs = None
    hw1p2.component.save()

    recording.record(course=course, at=LATER)

    assert Mark.objects.get(target="component:hw1p2").value is None


def test_recording_costs_the_same_queries_for_a_class(
    course, alice, hw1p2, hand_in, django_assert_max_num_queries
):
    hand_in(alice, hw1p2, 0.72)
    with CaptureQueriesContext(connection) as alone:
        recording.record(course=course, at=LATER)
    for _ in range(30):
        hand_in(EnrollmentFactory(course=course), hw1p2, 0.61)

    with django_assert_max_num_queries(len(alone)):
        recording.record(course=course, at=LATER)


def test_the_command_prints_how_many_changed(course, alice, hw1p2, hand_in):
    hand_in(alice, hw1p2, 0.72)

    assert regrade("ml-f20") == "5 marks changed in ml-f20.\n"
    assert regrade("ml-f20") == "0 marks changed in ml-f20.\n"


def test_the_command_judges_at_a_past_instant(course, alice, hw1p2):
    assert regrade("ml-f20", "--as-of", "2020-09-10T00:00:00Z").startswith("1 mark ")


def test_the_command_refuses_an_unknown_course(db):
    with pytest.raises(CommandError, match="There is no course “nope”"):
        regrade("nope")


def due(at):
    return [course.slug for course in selectors.courses_to_record(at=at)]


def test_a_course_never_recorded_is_due(course):
    assert due(LATER) == ["ml-f20"]


def test_a_course_is_due_after_a_score(course, alice, hw1p2, hand_in):
    recording.record(course=course, at=IN_TIME)
    assert due(IN_TIME) == []

    hand_in(alice, hw1p2, 0.72, at=IN_TIME + timedelta(minutes=5))

    assert due(IN_TIME + timedelta(minutes=6)) == ["ml-f20"]


def test_a_course_is_due_after_a_deadline(course, hw1p2):
    recording.record(course=course, at=IN_TIME)

    assert due(JUST_AFTER) == ["ml-f20"]


def test_a_course_is_due_after_a_change_to_it(course):
    recording.record(course=course, at=IN_TIME)
    audit.record(course=course, actor=None, verb="x", target="y", at=JUST_AFTER)

    assert due(LATER) == ["ml-f20"]


def test_the_task_records_what_is_due(course, alice, hw1p2, hand_in):
    hand_in(alice, hw1p2, 0.72)

    record_marks()

    assert Mark.objects.get(target="total").value == 100.0
