"""What grading reads of quizzes."""

from datetime import UTC, datetime, timedelta

import pytest

from courseops.models import Component, Course
from quizzes import selectors
from quizzes.models import Attempt, Quiz
from tests.factories import ComponentFactory, EnrollmentFactory

NOON = datetime(2020, 9, 6, 12, tzinfo=UTC)


@pytest.fixture
def quiz(course: Course) -> Component:
    return ComponentFactory(course=course, slug="quiz-1", kind="quiz", cutoffs=None)


def attempt(quiz: Component, enrollment, at=NOON, correct=2.5) -> Attempt:
    return Attempt.objects.create(
        component=quiz,
        enrollment=enrollment,
        correct=correct,
        questions=4,
        received_at=at,
    )


def test_an_attempt_is_a_row_of_numbers(quiz, alice) -> None:
    row = attempt(quiz, alice, at=NOON + timedelta(milliseconds=700))

    found = selectors.attempts(course=quiz.course, until=NOON + timedelta(days=1))

    assert found.component.tolist() == [quiz.pk]
    assert found.enrollment.tolist() == [alice.pk]
    assert found.attempt.tolist() == [row.pk]
    assert found.received.tolist() == [NOON.timestamp()]
    assert found.correct.tolist() == [2.5]
    assert found.questions.tolist() == [4]


def test_no_attempts_are_columns_without_rows(course) -> None:
    found = selectors.attempts(course=course, until=NOON)

    assert found.component.shape == found.received.shape == (0,)


def test_later_attempts_are_left_out(quiz, alice) -> None:
    attempt(quiz, alice)
    attempt(quiz, alice, at=NOON + timedelta(seconds=1))

    assert selectors.attempts(course=quiz.course, until=NOON).received.size == 1


def test_staff_are_left_out(quiz, bob) -> None:
    attempt(quiz, bob)

    assert selectors.attempts(course=quiz.course, until=NOON).received.size == 0


def test_only_the_students_asked_for(quiz, alice) -> None:
    attempt(quiz, alice)
    attempt(quiz, EnrollmentFactory(course=quiz.course))

    found = selectors.attempts(course=quiz.course, until=NOON, enrollments=[alice.pk])

    assert found.enrollment.tolist() == [alice.pk]


def test_reading_attempts_takes_one_query(
    quiz, alice, django_assert_num_queries
) -> None:
    attempt(quiz, alice)

    with django_assert_num_queries(1):
        selectors.attempts(course=quiz.course, until=NOON)


def test_a_quiz_keeps_the_best_unless_it_says_otherwise(quiz) -> None:
    first = ComponentFactory(course=quiz.course, kind="quiz", cutoffs=None)
    Quiz.objects.create(component=first, definition={"attempts": {"keep": "first"}})
    plain = ComponentFactory(course=quiz.course, kind="quiz", cutoffs=None)
    Quiz.objects.create(component=plain, definition={"questions": []})

    assert selectors.keeps(course=quiz.course) == {
        quiz.pk: "best",
        first.pk: "first",
        plain.pk: "best",
    }


def test_attempts_are_counted_by_quiz(quiz, alice, bob) -> None:
    attempt(quiz, alice)
    attempt(quiz, bob)
    ComponentFactory(course=quiz.course, kind="quiz", cutoffs=None)

    assert selectors.count_attempts(course=quiz.course) == {quiz.pk: 2}
