"""From stored facts to the gradebook: what counts, what waits, what is missing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from grading import gradebook, statement
from tests.factories import (
    AssignmentFactory,
    CategoryFactory,
    ComponentFactory,
    EnrollmentFactory,
)
from tests.grading.instants import DEADLINE, IN_TIME, JUST_AFTER, LATER


def hw1p2_of(enrollment, *, at=LATER, as_student=False):
    """Return what the export shows of hw1p2 for one student."""
    book = gradebook.load(
        course=enrollment.course, at=at, enrollment=enrollment, as_student=as_student
    )
    return statement.student(book, 0)["components"]["hw1p2"]


def test_score_between_two_cutoffs_is_interpolated(alice, hw1p2, hand_in):
    submission = hand_in(alice, hw1p2, 0.69)

    assert hw1p2_of(alice) == {
        "state": "graded",
        "mark": pytest.approx(90, abs=1e-9),
        "raw": 0.69,
        "window": "on_time",
        "days_late": 0,
        "slack_used": 0,
        "early_met": None,
        "bonus": 0.0,
        "factors": [],
        "submission": str(submission.pk),
    }


def test_submission_at_the_deadline_counts(alice, hw1p2, hand_in):
    hand_in(alice, hw1p2, 0.72, at=DEADLINE)

    assert hw1p2_of(alice)["mark"] == 100


def test_submission_one_second_after_counts_for_nothing(alice, hw1p2, hand_in):
    hand_in(alice, hw1p2, 0.72, at=JUST_AFTER)

    assert hw1p2_of(alice) == {
        "state": "missing",
        "mark": 0.0,
        "raw": None,
        "window": "none",
        "days_late": None,
        "slack_used": 0,
        "early_met": None,
        "bonus": 0.0,
        "factors": [],
        "submission": None,
    }


def test_nothing_handed_in_is_pending_until_the_deadline_has_passed(alice, hw1p2):
    assert hw1p2_of(alice, at=DEADLINE)["state"] == "pending"
    assert hw1p2_of(alice, at=JUST_AFTER)["state"] == "missing"


def test_a_late_deadline_is_the_last_one(alice, hw1p2):
    hw1p2.component.late = LATER
    hw1p2.component.save()

    assert hw1p2_of(alice, at=LATER)["state"] == "pending"


@pytest.mark.parametrize("state", ["queued", "scoring", "failed"])
def test_a_submission_in_time_without_score_keeps_the_mark_pending(
    alice, hw1p2, hand_in, state
):
    hand_in(alice, hw1p2, None, state=state)

    assert hw1p2_of(alice)["state"] == "pending"


@pytest.mark.parametrize("state", ["refused", "cancelled"])
def test_a_refused_or_cancelled_submission_is_none(alice, hw1p2, hand_in, state):
    hand_in(alice, hw1p2, None, state=state)

    assert hw1p2_of(alice)["state"] == "missing"


def test_a_waiting_submission_after_the_deadline_does_not_keep_it_pending(
    alice, hw1p2, hand_in
):
    hand_in(alice, hw1p2, None, state="queued", at=JUST_AFTER)

    assert hw1p2_of(alice)["state"] == "missing"


def test_a_score_counts_while_another_submission_waits(alice, hw1p2, hand_in):
    hand_in(alice, hw1p2, 0.66)
    hand_in(alice, hw1p2, None, state="queued")

    assert hw1p2_of(alice)["mark"] == 80


def test_of_equal_marks_the_earlier_submission_counts(alice, hw1p2, hand_in):
    first = hand_in(alice, hw1p2, 0.75, at=IN_TIME)
    hand_in(alice, hw1p2, 0.80, at=DEADLINE)

    assert hw1p2_of(alice)["submission"] == str(first.pk)


def test_latest_takes_the_last_in_time_even_if_it_is_worse(alice, hw1p2, hand_in):
    hw1p2.component.selection = "latest"
    hw1p2.component.save()
    hand_in(alice, hw1p2, 0.72, at=IN_TIME)
    last = hand_in(alice, hw1p2, 0.53, at=DEADLINE)
    hand_in(alice, hw1p2, 0.72, at=JUST_AFTER)

    assert hw1p2_of(alice)["submission"] == str(last.pk)


@pytest.mark.parametrize(
    ("mark_on", "raw"), [("public", 0.6), ("private", 0.7), ("all", 0.65)]
)
def test_mark_on_names_the_split(alice, hw1p2, hand_in, mark_on, raw):
    hw1p2.split, hw1p2.mark_on = {"public": 0.5, "seed": 1}, mark_on
    hw1p2.save()
    hand_in(alice, hw1p2, 0.65, public=0.6, private=0.7)

    assert hw1p2_of(alice)["raw"] == raw


def test_without_cutoffs_the_score_is_shown_and_the_mark_is_pending(
    alice, hw1p2, hand_in
):
    hw1p2.component.cutoffs = None
    hw1p2.component.save()
    hand_in(alice, hw1p2, 0.65)
    hand_in(alice, hw1p2, 0.70)

    shown = hw1p2_of(alice)

    assert (shown["state"], shown["mark"], shown["raw"]) == ("pending", None, 0.70)


def test_what_is_missing_counts_as_zero_in_the_total(alice, hw1p2):
    book = gradebook.load(course=alice.course, at=LATER)

    assert book.total.mark.tolist() == [0.0]


def test_what_is_pending_is_left_out_of_the_total_and_zero_in_the_final(
    alice, hw1p2, hand_in
):
    AssignmentFactory(course=alice.course, slug="hw2")
    ComponentFactory(course=alice.course, slug="hw2p2", on_time=LATER, kind="points")
    hand_in(alice, hw1p2, 0.72)

    book = gradebook.load(course=alice.course, at=IN_TIME)

    assert (book.total.mark[0], book.final.mark[0]) == (100, 50)


def test_without_cutoffs_a_component_is_left_out_of_the_final_too(
    alice, hw1p2, hand_in
):
    unposted = ComponentFactory(course=alice.course, slug="hw3p2", cutoffs=None)
    type(hw1p2).objects.create(
        component=unposted, metric="accuracy", id_column="id", target_columns=["label"]
    )
    hand_in(alice, hw1p2, 0.72)

    book = gradebook.load(course=alice.course, at=LATER)

    assert (book.total.mark[0], book.final.mark[0]) == (100, 100)


def test_a_category_without_weight_leaves_no_total(alice, hw1p2, hand_in):
    CategoryFactory(course=alice.course, slug="exams", weight=None)
    hand_in(alice, hw1p2, 0.72)

    shown = statement.student(gradebook.load(course=alice.course, at=LATER), 0)

    assert (shown["categories"]["homework"], shown["total"], shown["final"]) == (
        100,
        None,
        None,
    )


def test_as_of_leaves_out_what_was_received_later(alice, hw1p2, hand_in):
    hand_in(alice, hw1p2, 0.72, at=DEADLINE)

    assert hw1p2_of(alice, at=IN_TIME)["state"] == "pending"


def test_staff_have_no_row_and_dropped_students_have_one(course, alice, bob, hw1p2):
    EnrollmentFactory(course=course, user__login="abe", status="dropped")

    book = gradebook.load(course=course, at=LATER)

    assert list(book.students.login) == ["abe", "alice"]


def test_one_student_alone_has_the_row_they_have_in_the_class(
    course, alice, hw1p2, hand_in
):
    other = EnrollmentFactory(course=course, user__login="dora")
    hand_in(other, hw1p2, 0.61)
    hand_in(alice, hw1p2, 0.57)

    whole = gradebook.load(course=course, at=LATER)
    alone = gradebook.load(course=course, at=LATER, enrollment=other)

    assert statement.student(alone, 0) == statement.student(whole, 1)


@pytest.mark.parametrize("alone", [True, False])
def test_a_larger_class_costs_no_more_queries(
    course, alice, hw1p2, hand_in, django_assert_num_queries, alone
):
    hand_in(alice, hw1p2, 0.57)
    one = alice if alone else None
    with CaptureQueriesContext(connection) as before:
        gradebook.load(course=course, at=LATER, enrollment=one)
    for _ in range(20):
        hand_in(EnrollmentFactory(course=course), hw1p2, 0.61)

    with django_assert_num_queries(len(before)):
        gradebook.load(course=course, at=LATER, enrollment=one)


def test_private_scores_are_concealed_from_students_and_their_totals(
    alice, hw1p2, hand_in
):
    hw1p2.split = {"public": 0.5, "seed": 1}
    hw1p2.save()
    hand_in(alice, hw1p2, 0.69)

    book = gradebook.load(
        course=alice.course, at=LATER, enrollment=alice, as_student=True
    )
    shown = statement.student(book, 0, explain=True)

    assert "0.69" not in str(shown)
    assert shown["components"]["hw1p2"]["mark"] is None
    assert shown["total"] is None


def test_a_mark_on_public_scores_is_shown_to_students(alice, hw1p2, hand_in):
    hw1p2.split, hw1p2.mark_on = {"public": 0.5, "seed": 1}, "public"
    hw1p2.save()
    hand_in(alice, hw1p2, 0.69)

    assert hw1p2_of(alice, as_student=True)["raw"] == 0.69


def test_an_imported_score_without_a_name_is_called_nothing(alice, hw1p2, hand_in):
    submission = hand_in(alice, hw1p2, 0.69)
    submission.is_imported = True
    submission.save()

    assert hw1p2_of(alice)["submission"] is None
