"""Graded hand-ins in the gradebook: teams, graders, versions, adjustments."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courseops.models import Enrollment, Result
from grading import gradebook, statement
from projects import models as pj
from tests.factories import EnrollmentFactory
from tests.grading.judging import (
    DAY,
    DUE,
    IN_TIME,
    TERM_ENDS,
    adjust,
    grade,
    hand_in,
    mark,
    of,
    people,
    report,
    review,
    team,
    wrote,
)

__all__ = ["people", "report", "review"]


def test_the_mark_is_the_share_of_the_points(report, alice):
    grade(hand_in(report, alice), 45)

    assert mark(alice, report) == ("graded", 75.0)


def test_all_members_share_the_mark_of_the_hand_in(report, people):
    p, q, r, _s = people
    team(report, p, q)
    grade(hand_in(report, q), 45)

    assert mark(p, report) == mark(q, report) == ("graded", 75.0)
    assert mark(r, report) == ("missing", 0.0)


def test_a_member_is_told_who_handed_in(report, people):
    p, q, *_ = people
    team(report, p, q)
    grade(hand_in(report, q), 45)

    texts = [step["text"] for step in of(p, report)["steps"]]
    assert any("(by Q for your team “Owls”)" in text for text in texts)


def test_an_adjustment_is_one_members_alone(report, people):
    p, q, *_ = people
    team(report, p, q)
    grade(hand_in(report, q), 45)
    adjust(report, q, -6)

    assert mark(p, report) == ("graded", 75.0)
    assert mark(q, report) == ("graded", 65.0)
    step = next(x for x in of(q, report)["steps"] if x["rule"] == "adjustment")
    assert "Wrote little." in step["text"]


@pytest.mark.parametrize(("delta", "expected"), [(+30, 100.0), (-50, 0.0)])
def test_an_adjustment_stays_within_the_points(report, alice, delta, expected):
    grade(hand_in(report, alice), 45)
    adjust(report, alice, delta)

    assert mark(alice, report) == ("graded", expected)


def test_a_hand_in_waits_for_its_grader(report, alice, people):
    grade(hand_in(report, people[0]), 45)
    hand_in(report, alice)

    found = of(alice, report)

    assert (found["state"], found["mark"]) == ("pending", None)
    assert "waits for its graders" in found["steps"][-1]["text"]


def test_before_the_first_grading_nobody_is_missing(report, alice):
    hand_in(report, EnrollmentFactory(course=report.course))

    assert mark(alice, report) == ("pending", None)


def test_two_graders_count_when_both_are_done(report, alice, bob, people):
    handin = hand_in(report, alice)
    ina = EnrollmentFactory(course=report.course, role="instructor")
    for grader in (bob, ina):
        pj.GradingDuty.objects.create(
            component=report, enrollment=alice, grader=grader, assigned_at=IN_TIME
        )
    grade(handin, 40, grader=bob.user)
    assert mark(alice, report) == ("pending", None)

    grade(handin, 51, grader=ina.user)
    assert mark(alice, report) == ("graded", pytest.approx(100 * 45.5 / 60))

    grade(handin, 48, settles=True)
    assert mark(alice, report) == ("graded", 80.0)


def test_the_best_graded_version_counts(report, alice):
    grade(hand_in(report, alice), 48)
    grade(hand_in(report, alice, IN_TIME + timedelta(hours=1)), 30)

    assert mark(alice, report) == ("graded", 80.0)


def test_of_the_latest_version_an_ungraded_one_makes_it_wait(report, alice):
    report.selection = "latest"
    report.save()
    grade(hand_in(report, alice), 48)
    hand_in(report, alice, IN_TIME + timedelta(hours=1))

    assert mark(alice, report) == ("pending", None)


def test_a_version_after_the_deadline_takes_nothing_away(report, alice):
    report.selection = "latest"
    report.save()
    grade(hand_in(report, alice), 48)
    hand_in(report, alice, DUE + timedelta(seconds=1))

    assert mark(alice, report) == ("graded", 80.0)


def test_what_only_came_late_is_missing_and_handed_in(report, alice, people):
    grade(hand_in(report, people[0]), 45)
    hand_in(report, alice, DUE + timedelta(seconds=1))

    assert mark(alice, report) == ("missing", 0.0)
    book = gradebook.load(course=report.course, at=TERM_ENDS, enrollment=alice)
    assert book.components["report"].handed_in[0]


def test_a_result_goes_before_gradings(report, alice):
    grade(hand_in(report, alice), 48)
    Result.objects.create(component=report, enrollment=alice, score=30)

    assert mark(alice, report) == ("graded", 50.0)


def test_late_days_act_on_the_hand_in(report, alice):
    report.course.slack = {"days": 1}
    report.course.save()
    report.late_policy = {"kind": "free_days", "per_extra_day": 0.25}
    report.save()
    grade(hand_in(report, alice, DUE + 1.5 * DAY), 48)

    assert mark(alice, report) == ("graded", 60.0)


def test_what_is_handed_in_for_completion_earns_all(report, alice, people):
    report.kind, report.details = "files", {"graded": "completion"}
    report.save()
    hand_in(report, people[0])

    assert mark(people[0], report) == ("graded", 100.0)
    assert mark(alice, report) == ("missing", 0.0)


def test_students_see_marks_when_grades_are_shown(report, alice, people):
    grade(hand_in(report, alice), 48)

    assert mark(alice, report, as_student=True) == ("pending", None)
    assert of(alice, report, as_student=True)["raw"] is None
    assert mark(people[0], report, as_student=True) == ("pending", None)

    pj.ShownGrades.objects.create(component=report, at=TERM_ENDS)
    assert mark(alice, report, as_student=True) == ("graded", 80.0)
    assert mark(people[0], report, as_student=True) == ("missing", 0.0)


def test_asked_for_an_earlier_instant_later_hand_ins_are_left_out(report, alice):
    grade(hand_in(report, alice), 30)
    grade(hand_in(report, alice, IN_TIME + timedelta(hours=2)), 48)

    assert of(alice, report, at=IN_TIME + timedelta(hours=1))["mark"] == 50.0


def test_a_whole_class_has_the_same_marks_as_each_student(report, review, people):
    p, q, r, s = people
    team(report, p, q)
    grade(hand_in(report, q), 45)
    grade(hand_in(report, r), 30)
    adjust(report, p, 3)
    wrote(review, s, p, 8)
    book = gradebook.load(course=report.course, at=TERM_ENDS)

    for row, login in enumerate(book.students.login):
        student = Enrollment.objects.get(user__login=login)
        whole = statement.student(book, row)
        alone = gradebook.load(course=report.course, at=TERM_ENDS, enrollment=student)
        assert whole == statement.student(alone, 0)


def test_the_number_of_queries_does_not_grow(
    report, review, people, django_assert_num_queries
):
    def everything(students):
        for one in students:
            grade(hand_in(report, one), 30)
            adjust(report, one, 1)
            wrote(review, one, students[0], 8)

    everything(people[:1])
    with CaptureQueriesContext(connection) as few:
        gradebook.load(course=report.course, at=TERM_ENDS)
    everything(people[1:])

    with django_assert_num_queries(len(few)):
        gradebook.load(course=report.course, at=TERM_ENDS)
