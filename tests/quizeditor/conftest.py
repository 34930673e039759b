"""A quiz of five questions, and staff who edit it."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from courseops.models import Component, Enrollment
from courseops.quizeditor.saving import fingerprint, quiz_of
from quizzes.models import Answer, Quiz
from tests.quizzes.quizmaking import NOON, make_quiz, start

HERE = ("ml-f20", "quiz-1")


@pytest.fixture
def quiz(course) -> Quiz:
    return make_quiz(course)


@pytest.fixture
def tia(client, bob):
    """Send requests as the TA."""
    client.force_login(bob.user)
    return client


def at(name: str, *more: str, **query: str) -> str:
    """Return an address of the editor of quiz-1."""
    address = reverse(f"quizeditor:{name}", args=[*HERE, *more])
    return f"{address}?{urlencode(query)}" if query else address


def version() -> str:
    return fingerprint(quiz_of(Component.objects.get(slug="quiz-1")))


def post(client, address: str, **fields):
    """Send a form that is based on the quiz as it is."""
    return client.post(address, {"based_on": version(), **fields})


def stored(slug: str) -> dict:
    """Return a question as it is stored."""
    definition = Quiz.objects.get(component__slug="quiz-1").definition
    return next(one for one in definition["questions"] if one.get("slug") == slug)


def slugs() -> list:
    """Return the slugs in order, a pool as a list after its name."""
    definition = Quiz.objects.get(component__slug="quiz-1").definition
    return [
        [one["pool"], *(inner["slug"] for inner in one["questions"])]
        if "pool" in one
        else one["slug"]
        for one in definition["questions"]
    ]


def answer(quiz: Quiz, student: Enrollment, slug: str, value) -> Answer:
    """Let a student begin and answer one question."""
    attempt = start(quiz, student)
    return Answer.objects.create(
        attempt=attempt, question=slug, value=value, saved_at=NOON
    )
