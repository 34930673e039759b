"""When an attempt may begin, and how long it lasts."""

from datetime import timedelta

import pytest

from courseops.models import Extension
from quizzes import own, sitting
from quizzes.models import Accommodation, Attempt
from quizzes.refusals import RefusalError
from tests.quizzes.quizmaking import (
    CLOSES,
    NOON,
    OPENS,
    SECOND,
    TEXT,
    make_quiz,
    start,
    window,
)

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def refused(quiz, student, at=NOON) -> RefusalError:
    with pytest.raises(RefusalError) as caught:
        start(quiz, student, at)
    return caught.value


def extend(quiz, student, **how) -> None:
    Extension.objects.create(
        component=quiz.component, enrollment=student, reason="ill", at=NOON, **how
    )


def accommodate(student, quiz=None, **what) -> None:
    Accommodation.objects.create(
        enrollment=student,
        component=quiz and quiz.component,
        reason="plan",
        at=NOON,
        **what,
    )


@pytest.mark.parametrize("at", [OPENS, CLOSES, CLOSES + timedelta(milliseconds=999)])
def test_the_first_and_the_last_second_are_inside_the_window(course, alice, at) -> None:
    assert start(make_quiz(course), alice, at).started_at == at.replace(microsecond=0)


def test_a_second_before_the_window_is_too_early(course, alice) -> None:
    refusal = refused(make_quiz(course), alice, OPENS - SECOND)

    assert refusal.code == "not_open"
    assert refusal.message == "Quiz 1 opens on 5 Sep 2020, 08:00 EDT."


def test_a_second_after_the_window_is_too_late(course, alice) -> None:
    refusal = refused(make_quiz(course), alice, CLOSES + SECOND)

    assert refusal.code == "over"
    assert refusal.message == "Quiz 1 closed on 7 Sep 2020, 08:00 EDT."


def test_an_extension_moves_the_end_of_the_window(course, alice) -> None:
    quiz = make_quiz(course)
    extend(quiz, alice, until=CLOSES + MINUTE)

    assert start(quiz, alice, CLOSES + MINUTE).number == 1
    assert window(quiz, alice).is_over(CLOSES + MINUTE + SECOND)


def test_who_is_excused_begins_nothing(course, alice) -> None:
    quiz = make_quiz(course)
    extend(quiz, alice, excused=True)

    assert refused(quiz, alice).code == "excused"


@pytest.mark.parametrize("questions", [[], [TEXT | {"credit": "nobody"}]])
def test_a_quiz_without_anything_that_counts_cannot_begin(
    course, alice, questions
) -> None:
    assert refused(make_quiz(course, questions=questions), alice).code == "no_questions"


def test_pressing_start_again_goes_on_with_the_open_attempt(course, alice) -> None:
    quiz = make_quiz(course, attempts={"count": 2})
    first = start(quiz, alice)

    assert start(quiz, alice, NOON + MINUTE) == first


def test_the_attempts_are_used_up(course, alice) -> None:
    quiz = make_quiz(course, time_limit_min=10, attempts={"count": 2})
    first = start(quiz, alice)
    second = start(quiz, alice, NOON + 11 * MINUTE)

    assert (first.number, second.number) == (1, 2)
    refusal = refused(quiz, alice, NOON + 22 * MINUTE)
    assert (refusal.code, refusal.message) == (
        "no_attempts",
        "You have used your 2 attempts.",
    )


def test_an_attempt_made_elsewhere_is_one_of_them(course, alice) -> None:
    quiz = make_quiz(course)
    Attempt.objects.create(
        component=quiz.component, enrollment=alice, received_at=OPENS, questions=5
    )

    assert refused(quiz, alice).message == "You have used your attempt."


def test_more_attempts_are_given_to_one_student(course, alice) -> None:
    quiz = make_quiz(course, time_limit_min=1)
    accommodate(alice, quiz, extra_attempts=1)
    start(quiz, alice)

    assert start(quiz, alice, NOON + 2 * MINUTE).number == 2


@pytest.mark.parametrize(
    ("given", "minutes"),
    [({}, 10), ({"time_factor": 1.5}, 15), ({"time_factor": 2, "extra_min": 5}, 25)],
)
def test_the_time_limit_is_the_students_own(course, alice, given, minutes) -> None:
    quiz = make_quiz(course, time_limit_min=10)
    if given:
        accommodate(alice, **given)

    assert start(quiz, alice).ends_at == NOON + minutes * MINUTE


def test_what_is_given_for_a_quiz_replaces_what_is_given_in_general(
    course, alice
) -> None:
    quiz = make_quiz(course, time_limit_min=10)
    accommodate(alice, time_factor=3)
    accommodate(alice, quiz, time_factor=2)

    assert start(quiz, alice).ends_at == NOON + 20 * MINUTE


def test_an_attempt_ends_with_the_window_though_its_time_lasts_longer(
    course, alice
) -> None:
    quiz = make_quiz(course, time_limit_min=60)
    attempt = start(quiz, alice, CLOSES - MINUTE)

    assert own.is_open(attempt, window=window(quiz, alice), at=CLOSES)
    assert not own.is_open(attempt, window=window(quiz, alice), at=CLOSES + SECOND)


def test_an_attempt_whose_time_is_over_was_handed_in_then(course, alice) -> None:
    quiz = make_quiz(course, time_limit_min=10)
    attempt = start(quiz, alice)
    end, mine = NOON + 10 * MINUTE, window(quiz, alice)

    assert own.handed_in_at(attempt, window=mine, at=end) is None
    assert own.handed_in_at(attempt, window=mine, at=end + SECOND) == end


def test_handing_in_again_changes_nothing(course, alice) -> None:
    quiz = make_quiz(course)
    attempt, mine = start(quiz, alice), window(quiz, alice)

    first = sitting.hand_in(attempt=attempt, window=mine, at=NOON + MINUTE)
    again = sitting.hand_in(attempt=attempt, window=mine, at=NOON + 2 * MINUTE)

    assert first == again == NOON + MINUTE


def test_handing_in_after_the_end_leaves_the_end(course, alice) -> None:
    quiz = make_quiz(course, time_limit_min=10)
    attempt, mine = start(quiz, alice), window(quiz, alice)

    told = sitting.hand_in(attempt=attempt, window=mine, at=NOON + 11 * MINUTE)

    assert told == NOON + 10 * MINUTE
    attempt.refresh_from_db()
    assert attempt.received_at is None


def test_two_attempts_can_be_handed_in_within_one_second(course, alice) -> None:
    quiz = make_quiz(course, attempts={"count": 2})
    mine = window(quiz, alice)
    sitting.hand_in(attempt=start(quiz, alice), window=mine, at=NOON)
    sitting.hand_in(attempt=start(quiz, alice), window=mine, at=NOON)

    assert Attempt.objects.filter(received_at__lt=NOON + SECOND).count() == 2


def test_each_attempt_draws_a_paper_of_its_own(course, alice) -> None:
    quiz = make_quiz(course, shuffle=True, time_limit_min=1, attempts={"count": 9})
    papers = [start(quiz, alice, NOON + 2 * n * MINUTE).paper for n in range(9)]

    assert {len(paper) for paper in papers} == {5}
    assert len({str(paper) for paper in papers}) > 1


def test_questions_that_are_right_for_everybody_count_from_the_start(
    course, alice
) -> None:
    quiz = make_quiz(course, questions=[TEXT | {"credit": "everybody"}])
    attempt = start(quiz, alice)

    assert (attempt.correct, attempt.questions) == (1, 1)
