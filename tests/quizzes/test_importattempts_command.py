"""``importattempts`` from the outside."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from grading.models import Recording
from tests.factories import ComponentFactory

ROWS = (
    "login,quiz,correct,questions,received_at\nalice,quiz-1,7,10,2020-09-06T12:00:00Z\n"
)


@pytest.fixture
def quiz(course, alice):
    return ComponentFactory(course=course, slug="quiz-1", kind="quiz", cutoffs=None)


def written(folder: Path, text: str) -> str:
    path = folder / "attempts.csv"
    path.write_text(text)
    return str(path)


def test_says_in_a_line_what_was_done(quiz, tmp_path, capsys):
    call_command("importattempts", "ml-f20", written(tmp_path, ROWS))

    said = capsys.readouterr().out
    assert said.startswith("ml-f20: 1 attempt added, 0 replaced, 0 unchanged; ")
    assert said.count("\n") == 1


def test_leaves_marks_current(quiz, tmp_path):
    call_command("importattempts", "ml-f20", written(tmp_path, ROWS))

    assert Recording.objects.filter(course=quiz.course).exists()


def test_lists_every_problem(quiz, tmp_path):
    with pytest.raises(CommandError) as caught:
        call_command("importattempts", "ml-f20", written(tmp_path, ROWS * 2 + "a,b\n"))

    assert str(caught.value).split("\n")[-2:] == [
        "attempts.csv: line 5: 2 cells, expected 5",
        "Nothing was imported.",
    ]


def test_a_missing_file_is_named(course, tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("importattempts", "ml-f20", str(tmp_path / "none.csv"))
