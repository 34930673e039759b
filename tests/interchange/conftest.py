"""A course with two quizzes, of which one has questions."""

import pytest

from courseops.models import Course
from tests.coursefile.files import COURSE
from tests.coursefile.loading import loaded

QUIZZES = COURSE + (
    "assignments:\n"
    "  - {slug: quiz-1, title: Quiz 1, category: homework,"
    " components: [{slug: quiz-1, kind: quiz, on_time: 2020-09-27}]}\n"
    "  - {slug: warm-up, title: Warm up, category: homework,"
    " components: [{slug: quiz-0, title: Warming up, kind: quiz}]}\n"
    "quizzes:\n"
    "  - component: quiz-1\n"
    "    attempts: {count: 2}\n"
    "    questions:\n"
    '      - {slug: q1, type: boolean, prompt: "Is it *old*?", answer: true}\n'
    '      - {slug: q2, type: text, prompt: "Who?", answers: [me], case: true}\n'
)


@pytest.fixture
def quiz_course(db) -> Course:
    return loaded(QUIZZES)
