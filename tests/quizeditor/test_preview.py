"""The preview asks what a student would be asked, marks it, and stores nothing."""

import pytest

from quizzes.models import Answer, Attempt, Quiz
from tests.factories import ComponentFactory
from tests.quizeditor.conftest import at
from tests.quizzes.quizmaking import QUESTIONS

RIGHT = {
    "answer-capital": "1",
    "answer-primes": ["0", "2"],
    "answer-pi": "3.14",
    "answer-author": "jane austen",
    "answer-sky": "true",
}


def test_right_answers_are_right_and_nothing_is_stored(tia, quiz):
    answered = tia.post(at("preview", paper="1"), RIGHT)

    assert (answered.context["right"], answered.context["counting"]) == (5, 5)
    assert b"It has been since 987." in answered.content
    assert not Attempt.objects.exists()
    assert not Answer.objects.exists()


def test_wrong_missing_and_unreadable_answers_are_told(tia, quiz):
    answered = tia.post(
        at("preview"), {"answer-capital": "9", "answer-pi": "three", "answer-sky": ""}
    )

    assert answered.context["right"] == 0
    page = answered.content.decode()
    assert "This is no answer: choose one of what is offered." in page
    assert "This is not a number." in page


def test_another_paper_is_another_students(tia, quiz):
    Quiz.objects.update(definition={"questions": QUESTIONS, "shuffle": True})

    def paper(number: str):
        tried = tia.get(at("preview", paper=number)).context["tried"]
        return [(one.asked.question.slug, one.asked.order) for one in tried]

    assert paper("1") == paper("1")
    assert len({str(paper(str(number))) for number in range(1, 9)}) > 1


@pytest.mark.parametrize("number", ["", "0", "-1", "x", "99999999999", "²"])
def test_any_number_of_a_paper_is_some_paper(tia, quiz, number):
    assert tia.get(at("preview", paper=number)).status_code == 200


def test_a_quiz_without_questions_says_so(tia, course):
    ComponentFactory(course=course, slug="quiz-1", kind="quiz", cutoffs=None)

    assert b"No questions yet" in tia.get(at("preview")).content
