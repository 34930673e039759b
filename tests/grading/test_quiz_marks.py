"""Attempts made here in the gradebook: when they count, and when a student sees it."""

from datetime import timedelta

import pytest

from courseops.models import Enrollment, Extension
from grading import gradebook, statement
from quizzes import revealing, sitting
from quizzes.models import Attempt, Quiz
from quizzes.sheet import Given
from tests.quizzes.quizmaking import CLOSES, DAY, NOON, SECOND, make_quiz, start, window

pytestmark = pytest.mark.django_db
LIMIT = timedelta(minutes=30)


def mark_of(student: Enrollment, at, *, as_student=False) -> dict:
    book = gradebook.load(
        course=student.course, at=at, enrollment=student, as_student=as_student
    )
    return statement.student(book, 0, explain=True)["components"]["quiz-1"]


def sit(quiz: Quiz, student: Enrollment) -> Attempt:
    """Begin at noon and answer one of five questions rightly."""
    attempt = start(quiz, student)
    sitting.save(
        attempt=attempt,
        window=window(quiz, student),
        question="capital",
        given=Given(value=1, base=0),
        at=NOON,
    )
    return attempt


def told(one: dict) -> tuple:
    return one["state"], one["mark"], one["raw"], one["window"]


def test_an_open_attempt_is_pending(course, alice):
    sit(make_quiz(course, reveal="at_once"), alice)

    assert told(mark_of(alice, NOON)) == ("pending", None, None, None)


def test_what_is_handed_in_counts_at_once(course, alice):
    quiz = make_quiz(course, reveal="at_once")
    attempt = sit(quiz, alice)
    sitting.hand_in(attempt=attempt, window=window(quiz, alice), at=NOON + SECOND)

    assert told(mark_of(alice, NOON + SECOND)) == ("graded", 20, 1, "on_time")


def test_an_attempt_hands_itself_in_when_its_time_is_over(course, alice):
    sit(make_quiz(course, reveal="at_once", time_limit_min=30), alice)

    assert mark_of(alice, NOON + LIMIT)["state"] == "pending"
    assert told(mark_of(alice, NOON + LIMIT + SECOND)) == ("graded", 20, 1, "on_time")


def test_an_attempt_hands_itself_in_at_the_end_of_the_window(course, alice):
    sit(make_quiz(course, reveal="at_once"), alice)

    assert mark_of(alice, CLOSES)["state"] == "pending"
    assert told(mark_of(alice, CLOSES + SECOND)) == ("graded", 20, 1, "on_time")


def test_an_extension_keeps_the_attempt_open(course, alice):
    quiz = make_quiz(course, reveal="at_once")
    sit(quiz, alice)
    Extension.objects.create(
        component=quiz.component, enrollment=alice, days=1, reason="ill", at=NOON
    )

    assert mark_of(alice, CLOSES + DAY)["state"] == "pending"
    assert mark_of(alice, CLOSES + DAY + SECOND)["mark"] == 20


def test_the_class_has_the_marks_of_its_students(course, alice):
    sit(make_quiz(course, reveal="at_once", time_limit_min=30), alice)

    book = gradebook.load(course=course, at=NOON + LIMIT + SECOND)

    assert statement.student(book, 0)["components"]["quiz-1"]["mark"] == 20


def test_a_student_sees_no_mark_before_the_results_are_shown(course, alice, ina):
    quiz = make_quiz(course, reveal="by_hand")
    sit(quiz, alice)
    later = CLOSES + DAY

    hidden = mark_of(alice, later, as_student=True)
    assert told(hidden) == ("pending", None, None, None)
    assert [step["text"] for step in hidden["steps"]] == [
        "The results of the quiz are not shown yet: the mark is pending."
    ]
    assert mark_of(alice, later)["mark"] == 20

    revealing.reveal(quiz=quiz, actor=ina.user, at=later)
    assert mark_of(alice, later, as_student=True)["mark"] == 20


def test_a_quiz_not_taken_is_no_secret(course, alice):
    make_quiz(course, reveal="by_hand")

    assert told(mark_of(alice, CLOSES + DAY, as_student=True))[:2] == ("missing", 0)
