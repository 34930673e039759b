"""When students see how they did: at once, after everybody's window, or by hand."""

from datetime import timedelta

import pytest

from courseops.models import AuditEvent, Extension
from quizzes import revealing
from quizzes.models import Quiz
from quizzes.selectors import concealed
from tests.factories import EnrollmentFactory
from tests.quizzes.quizmaking import CLOSES, DAY, NOON, SECOND, make_quiz

pytestmark = pytest.mark.django_db


def is_shown(quiz: Quiz, at) -> bool:
    return quiz.pk not in concealed(course=quiz.component.course, at=at)


def extend(quiz: Quiz, student, **what) -> None:
    Extension.objects.create(
        component=quiz.component, enrollment=student, reason="ill", at=NOON, **what
    )


def test_at_once_is_at_once(course):
    assert is_shown(make_quiz(course, reveal="at_once"), NOON)


def test_after_the_window_begins_when_its_last_second_is_over(course):
    quiz = make_quiz(course)

    assert not is_shown(quiz, CLOSES + SECOND / 2)
    assert is_shown(quiz, CLOSES + SECOND)


def test_after_the_window_waits_for_the_longest_extension(course, alice):
    quiz = make_quiz(course)
    extend(quiz, alice, days=2)

    assert not is_shown(quiz, CLOSES + 2 * DAY)
    assert is_shown(quiz, CLOSES + 2 * DAY + SECOND)


@pytest.mark.parametrize("status", ["dropped", "active"])
def test_nobody_waits_for_who_left_or_is_excused(course, status):
    quiz = make_quiz(course)
    student = EnrollmentFactory(course=course, status=status)
    extend(quiz, student, days=9, excused=status == "active")

    assert is_shown(quiz, CLOSES + SECOND)


def test_a_quiz_without_an_end_shows_results_at_once(course):
    assert is_shown(make_quiz(course, on_time=None), NOON)


def test_by_hand_waits_for_staff(course, ina):
    quiz = make_quiz(course, reveal="by_hand")
    assert not is_shown(quiz, CLOSES + 99 * DAY)

    assert revealing.reveal(quiz=quiz, actor=ina.user, at=NOON)

    assert is_shown(quiz, NOON)
    assert not is_shown(quiz, NOON - SECOND)
    assert AuditEvent.objects.get().target == "component:quiz-1"


def test_what_is_shown_is_shown_once_only(course, ina):
    quiz = make_quiz(course, reveal="by_hand")

    done = [revealing.reveal(quiz=quiz, actor=ina.user, at=NOON) for _ in range(2)]

    assert done == [True, False]


def test_staff_may_show_before_the_window_is_over(course, ina):
    quiz = make_quiz(course)
    revealing.reveal(quiz=quiz, actor=ina.user, at=NOON)

    assert is_shown(quiz, NOON + timedelta(minutes=1))


def test_the_number_of_queries_does_not_grow(course, alice, django_assert_num_queries):
    for number in range(4):
        extend(make_quiz(course, slug=f"quiz-{number}"), alice, days=1)

    with django_assert_num_queries(2):
        assert len(concealed(course=course, at=NOON)) == 4
