"""Makes quizzes that can be taken: five questions, open for a day around NOON."""

from datetime import UTC, datetime, timedelta
from typing import Any

from courseops.deadlines import own_of
from courseops.models import Course, Enrollment
from quizzes import sitting
from quizzes.closing import Window
from quizzes.models import Attempt, Quiz
from quizzes.own import window_of
from tests.factories import ComponentFactory

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
NOON = datetime(2020, 9, 6, 12, tzinfo=UTC)
OPENS, CLOSES = NOON - DAY, NOON + DAY

SINGLE = {
    "slug": "capital",
    "type": "single",
    "prompt": "Which is the capital of **France**?",
    "choices": ["Lyon", "Paris", "Nice"],
    "answer": 1,
    "explanation": "It has been since 987.",
}
MULTIPLE = {
    "slug": "primes",
    "type": "multiple",
    "prompt": "Which are prime?",
    "choices": ["2", "4", "5"],
    "answer": [0, 2],
}
NUMERIC = {
    "slug": "pi",
    "type": "numeric",
    "prompt": "What is $\\pi$ to two decimals?",
    "answer": 3.14,
}
TEXT = {
    "slug": "author",
    "type": "text",
    "prompt": "Who wrote *Emma*?",
    "answers": ["Jane Austen"],
}
BOOLEAN = {
    "slug": "sky",
    "type": "boolean",
    "prompt": "The sky is blue.",
    "answer": True,
}
QUESTIONS = (SINGLE, MULTIPLE, NUMERIC, TEXT, BOOLEAN)


def make_quiz(course: Course, *, slug: str = "quiz-1", **more: Any) -> Quiz:
    """Make a quiz; *more* are keys of its definition or dates of its component."""
    dates = {"released": OPENS, "on_time": CLOSES}
    dates |= {key: more.pop(key) for key in ("released", "on_time") if key in more}
    component = ComponentFactory(
        course=course, slug=slug, title="Quiz 1", kind="quiz", cutoffs=None, **dates
    )
    definition = {"questions": list(QUESTIONS)} | more
    return Quiz.objects.create(component=component, definition=definition)


def start(quiz: Quiz, student: Enrollment, at: datetime = NOON) -> Attempt:
    """Press Start."""
    component = quiz.component
    own = own_of(component, course=component.course, enrollment=student)
    return sitting.start(quiz=quiz, enrollment=student, own=own, at=at)


def window(quiz: Quiz, student: Enrollment) -> Window:
    """Return when *student* may take *quiz*."""
    component = quiz.component
    return window_of(own_of(component, course=component.course, enrollment=student))
