"""A quiz that a class has taken, and the browser of the instructor."""

import pytest

from tests.quizzes.quizmaking import BOOLEAN, DAY, NOON, SINGLE, make_quiz
from tests.quizzes.taken import students, take


@pytest.fixture
def quiz(course, time_machine):
    """Two days later: s-00 to s-02 chose Nice, where the key says Paris; s-03 Paris."""
    course.letters = {"scale": {"A": 90, "B": 50, "F": 0}}
    course.save()
    found = make_quiz(course, questions=[SINGLE, BOOLEAN])
    for student in students(course, 4):
        chosen = 1 if student.user.login == "s-03" else 2
        take(found, student, capital=chosen, sky=True)
    time_machine.move_to(NOON + 2 * DAY, tick=False)
    return found


@pytest.fixture
def as_ina(client, ina):
    client.force_login(ina.user)
    return client
