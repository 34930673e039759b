"""Requests about one attempt that come at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from quizzes import sitting
from quizzes.models import Answer, Attempt
from quizzes.refusals import ConflictError
from quizzes.sheet import Given
from tests.quizzes.quizmaking import NOON, make_quiz, start, window

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(act, arguments) -> list:
    def run(argument):
        try:
            return act(argument)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as threads:
        return list(threads.map(run, arguments))


def test_pages_that_press_start_at_once_share_one_attempt(course, alice) -> None:
    quiz = make_quiz(course, attempts={"count": 4})

    begun = at_once(lambda _: start(quiz, alice).pk, range(4))

    assert set(begun) == set(Attempt.objects.values_list("pk", flat=True))
    assert len(set(begun)) == 1


def test_of_different_answers_at_once_one_is_stored(course, alice) -> None:
    quiz = make_quiz(course)
    attempt, mine = start(quiz, alice), window(quiz, alice)

    def save(value) -> int | None:
        try:
            sitting.save(
                attempt=attempt,
                window=mine,
                question="capital",
                given=Given(value=value, base=0),
                at=NOON,
            )
        except ConflictError:
            return None
        return value

    stored = [value for value in at_once(save, range(3)) if value is not None]

    assert stored == [Answer.objects.get().value]
