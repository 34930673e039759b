"""``importscores`` from the outside."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from grading.models import Recording


def written(folder: Path, text: str) -> str:
    path = folder / "exam.csv"
    path.write_text(text)
    return str(path)


def test_says_in_a_line_what_was_done(exam, tmp_path, capsys):
    call_command(
        "importscores", "ml-f20", "exam-1", written(tmp_path, "login,score\nalice,41\n")
    )

    said = capsys.readouterr().out
    assert said.startswith(
        "exam-1: scores of CSV: 1 added, 0 replaced, 0 cleared, 0 unchanged; "
    )
    assert said.count("\n") == 1


def test_leaves_marks_current(exam, tmp_path):
    call_command(
        "importscores", "ml-f20", "exam-1", written(tmp_path, "login,score\nalice,41\n")
    )

    assert Recording.objects.filter(course=exam.course).exists()


def test_lists_every_problem(exam, tmp_path):
    file = written(tmp_path, "login,score\nalice,61\nzoe,1\n")

    with pytest.raises(CommandError) as caught:
        call_command("importscores", "ml-f20", "exam-1", file)

    assert str(caught.value).split("\n") == [
        "exam.csv: line 2, column score: 61 is more than 60",
        "exam.csv: line 3, column login: “zoe” is nobody in ml-f20",
        "Nothing was imported.",
    ]


def test_an_unknown_component_is_refused_naming_those_there_are(exam, tmp_path):
    with pytest.raises(CommandError, match="Components: exam-1"):
        call_command("importscores", "ml-f20", "exam-2", written(tmp_path, ""))
