"""Makes a class that has taken a quiz: who answered what."""

import re
from datetime import datetime
from typing import Any

from courseops.models import Course, Enrollment
from quizzes import sitting
from quizzes.models import Attempt, Quiz
from quizzes.sheet import Given
from tests.factories import EnrollmentFactory
from tests.quizzes.quizmaking import NOON, SECOND, start, window


def take(
    quiz: Quiz,
    student: Enrollment,
    *,
    at: datetime = NOON,
    hands_in: bool = True,
    **answers: Any,
) -> Attempt:
    """Take the quiz at *at*: answers by slug, in the terms of the definition."""
    attempt = start(quiz, student, at)
    own = window(quiz, student)
    for question, value in answers.items():
        given = Given(value=value, base=0)
        sitting.save(attempt=attempt, window=own, question=question, given=given, at=at)
    if hands_in:
        sitting.hand_in(attempt=attempt, window=own, at=at + 600 * SECOND)
    attempt.refresh_from_db()
    return attempt


def students(course: Course, number: int) -> list[Enrollment]:
    """Make so many students: s-00, s-01 and so on."""
    return [
        EnrollmentFactory(course=course, user__login=f"s-{place:02}")
        for place in range(number)
    ]


def page(response: Any) -> str:
    """What a page holds, each run of white space as one space."""
    return re.sub(r"\s+", " ", response.content.decode())


def words(response: Any) -> str:
    """The words of a page, without tags."""
    text = re.sub(r"<[^>]*>", " ", response.content.decode())
    return re.sub(r"\s+", " ", text)
