"""A changed definition marks every attempt again."""

import copy

import pytest

from courseops.models import Enrollment
from quizzes import sitting
from quizzes.models import Answer, Attempt, Quiz
from quizzes.remarking import remark
from quizzes.sheet import Given
from tests.quizzes.quizmaking import NOON, make_quiz, start, window

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(course) -> Quiz:
    return make_quiz(course)


@pytest.fixture
def attempt(quiz: Quiz, alice: Enrollment) -> Attempt:
    """Alice chose Lyon, which is wrong, and wrote 3.14, which is right."""
    made = start(quiz, alice)
    for question, value in (("capital", 0), ("pi", "3.14")):
        given = Given(value=value, base=0)
        sitting.save(
            attempt=made,
            window=window(quiz, alice),
            question=question,
            given=given,
            at=NOON,
        )
    made.refresh_from_db()
    assert (made.correct, made.questions) == (1, 5)
    return made


def change(quiz: Quiz, slug: str, **keys) -> None:
    """Change a question as staff would, and mark again."""
    definition = copy.deepcopy(quiz.definition)
    for question in definition["questions"]:
        if question["slug"] == slug:
            question.update(keys)
    settle(quiz, definition)


def settle(quiz: Quiz, definition) -> None:
    quiz.definition = definition
    quiz.save()
    remark(quiz=quiz)


def numbers(attempt: Attempt) -> tuple[float, int]:
    attempt.refresh_from_db()
    return attempt.correct, attempt.questions


def test_a_corrected_key_changes_who_was_right(quiz, attempt):
    change(quiz, "capital", answer=0)

    assert numbers(attempt) == (2, 5)
    assert Answer.objects.get(question="capital").is_right


def test_another_right_answer_takes_the_first_from_nobody(quiz, attempt):
    change(quiz, "pi", also=[3.142])

    assert numbers(attempt) == (1, 5)


def test_credit_for_everybody_counts_without_an_answer(quiz, attempt):
    change(quiz, "author", credit="everybody")

    assert numbers(attempt) == (2, 5)


def test_a_question_that_does_not_count_leaves_both_numbers(quiz, attempt):
    change(quiz, "pi", credit="nobody")

    assert numbers(attempt) == (0, 4)


def test_a_removed_question_no_longer_counts(quiz, attempt):
    definition = copy.deepcopy(quiz.definition)
    definition["questions"] = definition["questions"][1:]
    settle(quiz, definition)

    assert numbers(attempt) == (1, 4)


def test_an_attempt_whose_questions_are_all_gone_keeps_its_numbers(quiz, attempt):
    fresh = {"slug": "new", "type": "boolean", "prompt": "?", "answer": True}

    settle(quiz, {"questions": [fresh]})

    assert numbers(attempt) == (1, 5)


def test_other_wording_changes_nothing(quiz, attempt):
    change(quiz, "capital", prompt="And of France?")

    assert numbers(attempt) == (1, 5)


def test_attempts_made_elsewhere_keep_their_numbers(quiz, alice):
    there = Attempt.objects.create(
        component_id=quiz.pk,
        enrollment=alice,
        correct=7,
        questions=10,
        received_at=NOON,
    )

    change(quiz, "capital", answer=0)

    assert numbers(there) == (7, 10)
