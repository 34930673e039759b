"""How answers are stored: at once, once, and never over what was not seen."""

from datetime import timedelta

import pytest

from quizzes import sitting
from quizzes.models import Answer
from quizzes.refusals import ConflictError, RefusalError
from quizzes.sheet import Given, Saved
from tests.quizzes.quizmaking import (
    CLOSES,
    NOON,
    SECOND,
    SINGLE,
    make_quiz,
    start,
    window,
)

pytestmark = pytest.mark.django_db


class Student:
    """Alice, who answers the questions of her attempt."""

    def __init__(self, quiz, enrollment) -> None:
        self.attempt = start(quiz, enrollment)
        self.window = window(quiz, enrollment)

    def save(self, question, value, *, base=0, at=NOON) -> Saved:
        given = Given(value=value, base=base)
        saved = sitting.save(
            attempt=self.attempt,
            window=self.window,
            question=question,
            given=given,
            at=at,
        )
        self.attempt.refresh_from_db()
        return saved

    def stored(self, question) -> Answer:
        return self.attempt.answers.get(question=question)


@pytest.fixture
def student(course, alice) -> Student:
    return Student(make_quiz(course), alice)


def test_an_answer_is_stored_and_marked(student) -> None:
    saved = student.save("capital", 1)

    assert saved == Saved(revision=1, saved_at=NOON, advice="")
    assert student.stored("capital").is_right
    assert student.attempt.correct == 1


def test_a_changed_answer_is_marked_again(student) -> None:
    student.save("capital", 1)

    assert student.save("capital", 0, base=1).revision == 2
    assert student.attempt.correct == 0


def test_an_answer_can_be_taken_back(student) -> None:
    student.save("capital", 1)

    assert student.save("capital", None, base=1).revision == 2
    assert student.stored("capital").value is None


def test_the_same_answer_again_is_stored_already(student) -> None:
    student.save("capital", 1)
    later = NOON + timedelta(minutes=5)

    assert student.save("capital", 1, base=0, at=later) == Saved(
        revision=1, saved_at=NOON, advice=""
    )


def test_no_answer_where_there_was_none_writes_nothing(student) -> None:
    assert student.save("capital", None).revision == 0
    assert not student.attempt.answers.exists()


def test_another_answer_on_an_old_base_overwrites_nothing(student) -> None:
    student.save("capital", 1)
    student.save("capital", 2, base=1)

    with pytest.raises(ConflictError) as caught:
        student.save("capital", 0, base=1)

    assert (caught.value.answer.value, caught.value.answer.revision) == (2, 2)
    assert student.stored("capital").value == 2


def test_the_last_second_still_takes_answers(student) -> None:
    late = CLOSES + timedelta(milliseconds=999)

    assert student.save("capital", 1, at=late).revision == 1


@pytest.mark.parametrize("handed_in", [True, False])
def test_nothing_is_stored_once_the_attempt_is_handed_in(student, handed_in) -> None:
    at = CLOSES + SECOND
    if handed_in:
        at = NOON + SECOND
        sitting.hand_in(attempt=student.attempt, window=student.window, at=NOON)

    with pytest.raises(RefusalError) as caught:
        student.save("capital", 1, at=at)

    assert caught.value.code == "closed"
    assert not student.attempt.answers.exists()


@pytest.mark.parametrize(
    ("question", "value", "code"),
    [
        ("nothing", 1, "unknown"),
        ("capital", 7, "unreadable"),
        ("primes", "two", "unreadable"),
    ],
)
def test_what_is_no_answer_is_refused(student, question, value, code) -> None:
    with pytest.raises(RefusalError) as caught:
        student.save(question, value)

    assert caught.value.code == code
    assert not student.attempt.answers.exists()


def test_a_number_that_cannot_be_read_is_kept_with_advice(student) -> None:
    assert "not a number" in student.save("pi", "about three").advice
    assert student.stored("pi").value == "about three"


def test_a_question_right_for_everybody_is_right_with_any_answer(course, alice) -> None:
    quiz = make_quiz(course, questions=[SINGLE | {"credit": "everybody"}])
    student = Student(quiz, alice)
    student.save("capital", 0)

    assert student.attempt.correct == 1


def test_the_answers_of_a_page_hold_up_no_other(student) -> None:
    student.save("capital", 1)

    told = sitting.save_all(
        attempt=student.attempt,
        window=student.window,
        given={
            "capital": Given(value=0, base=0),
            "primes": Given(value=[9], base=0),
            "sky": Given(value=True, base=0),
        },
        at=NOON,
    )

    codes = [getattr(one, "code", "saved") for one in told.values()]
    assert codes == ["conflict", "unreadable", "saved"]
    student.attempt.refresh_from_db()
    assert student.attempt.correct == 2


def test_an_answer_costs_few_queries(student, django_assert_num_queries) -> None:
    student.save("capital", 1)

    # Savepoint twice, attempt, questions, answers, the answer, the number.
    with django_assert_num_queries(7):
        sitting.save(
            attempt=student.attempt,
            window=student.window,
            question="capital",
            given=Given(value=0, base=1),
            at=NOON,
        )
