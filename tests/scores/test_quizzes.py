"""Another system's scores of a quiz become attempts at it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from courseops.models import Component, Result
from quizzes.models import Attempt
from tests.factories import ComponentFactory

DUE = datetime(2020, 9, 28, 3, 59, 59, tzinfo=UTC)
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Quiz 1 (12)\n"
    "    Points Possible,,,,,10.00\n"
    '"Ash, Alice",7,s1,alice,A,8.50\n'
    '"Zed, Zoe",8,s2,zoe,A,9.00\n'
)
MOODLE = (
    '"First name","Last name","ID number","Email address","Quiz: Quiz 1 ({})",'
    '"Last downloaded from this course"\n'
    'Alice,Ash,,alice@example.edu,"{}",1600000000\n'
)


@pytest.fixture
def quiz(exam) -> Component:
    return ComponentFactory(
        course=exam.course,
        slug="quiz-1",
        title="Quiz 1",
        kind="quiz",
        details={},
        cutoffs=None,
        on_time=DUE,
    )


@pytest.fixture
def load(tmp_path: Path):
    def load(text: str) -> None:
        file = tmp_path / "quiz.csv"
        file.write_text(text)
        call_command("importscores", "ml-f20", "quiz-1", str(file))

    return load


def attempts() -> list[tuple[str, float, int, datetime]]:
    return list(
        Attempt.objects.values_list(
            "enrollment__user__login", "correct", "questions", "received_at"
        )
    )


def test_points_are_answers_right_of_as_many_as_the_maximum(quiz, load, capsys):
    load(CANVAS)
    load(CANVAS)

    assert attempts() == [("alice", 8.5, 10, DUE)]
    assert not Result.objects.exists()
    first, again = capsys.readouterr().out.splitlines()
    counts = "1 added, 0 replaced, 0 unchanged, 1 unknown;"
    assert first.startswith(f"quiz-1: scores of Canvas: {counts}")
    assert "0 added, 0 replaced, 1 unchanged, 1 unknown;" in again


def test_a_corrected_score_replaces_the_attempt(quiz, load):
    load(CANVAS)
    load(CANVAS.replace("8.50", "9.00"))

    assert attempts() == [("alice", 9, 10, DUE)]


def test_a_maximum_that_is_no_whole_number_makes_percent(quiz, load):
    load(CANVAS.replace("10.00", "12.50").replace("8.50", "6.25"))

    assert attempts() == [("alice", 50, 100, DUE)]


def test_a_percentage_of_moodle_is_of_100(quiz, load):
    load(MOODLE.format("Percentage", "85.00 %"))

    assert attempts() == [("alice", 85, 100, DUE)]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (MOODLE.format("Real", "8.50"), "does not say out of how many points"),
        (CANVAS.replace("8.50", "11.00"), "11 is not from 0 to 10"),
        ("login,score\nalice,8\n", "importattempts takes its attempts"),
    ],
)
def test_what_is_no_attempt_is_refused(quiz, load, text, problem):
    with pytest.raises(CommandError, match=problem):
        load(text)

    assert attempts() == []


def test_a_score_without_a_time_waits_for_the_deadline(quiz, load):
    quiz.on_time = datetime(2099, 1, 1, tzinfo=UTC)
    quiz.save()

    with pytest.raises(CommandError, match="that of quiz-1 is not over"):
        load(CANVAS)
