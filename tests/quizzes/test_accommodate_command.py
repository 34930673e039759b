"""Accommodations by command."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from quizzes.models import Accommodation
from tests.factories import ComponentFactory


def accommodate(*arguments: str, reason: str = "a letter of the office") -> str:
    out = StringIO()
    given = ("ml-f20", "alice", *arguments)
    call_command("accommodate", *given, reason=reason, stdout=out)
    return out.getvalue()


@pytest.fixture
def quiz_1(course):
    return ComponentFactory(course=course, slug="quiz-1", kind="quiz", cutoffs=None)


def test_more_time_in_every_quiz(alice):
    said = accommodate("--factor", "1.5", "--minutes", "10")

    assert said == (
        "alice in every quiz: 1.5 times the time, 10 minutes more;"
        " 0 open attempts moved.\n"
    )
    row = Accommodation.objects.get()
    assert (row.component, row.time_factor, row.extra_min) == (None, 1.5, 10)


def test_another_attempt_in_one_quiz(quiz_1, alice):
    accommodate("--quiz", "quiz-1", "--attempts", "1")

    row = Accommodation.objects.get()
    assert (row.component, row.extra_attempts) == (quiz_1, 1)


def test_clear_takes_back_what_was_given_there(quiz_1, alice):
    accommodate("--factor", "2")
    accommodate("--quiz", "quiz-1", "--factor", "3")

    assert accommodate("--clear") == "alice in every quiz: taken back.\n"
    assert Accommodation.objects.get().component == quiz_1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Give --factor F"),
        (["--factor", "2", "--clear"], "Give --factor F"),
        (["--factor", "half"], "“half” is no finite number"),
        (["--factor", "0.5"], "expected a number from 1 to 10"),
        (["--attempts", "1.5"], "“1.5” is no whole number"),
        (["--quiz", "nothing", "--factor", "2"], "There is no component “nothing”"),
    ],
)
def test_what_makes_no_sense_is_refused(alice, arguments, told):
    with pytest.raises(CommandError, match=told):
        accommodate(*arguments)

    assert not Accommodation.objects.exists()


def test_only_quizzes_take_accommodations(course, alice):
    ComponentFactory(course=course, slug="hw1p1", kind="parts", cutoffs=None)

    with pytest.raises(CommandError, match="of kind parts, no quiz"):
        accommodate("--quiz", "hw1p1", "--factor", "2")
