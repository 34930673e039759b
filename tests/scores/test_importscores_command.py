"""``importscores`` from the outside."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from grading.models import Recording
from leaderboard.models import Submission
from tests.factories import CompetitionFactory


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


BOARD = (
    "Rank,TeamId,TeamName,LastSubmissionDate,Score,SubmissionCount,TeamMemberUserNames\n"
    '1,2,"A, B",2020-09-25 00:00:57,0.875,4,alice\n'
)


def test_a_competition_takes_kaggles_leaderboard(course, alice, tmp_path, capsys):
    CompetitionFactory(component__course=course, component__slug="hw1p2")
    file = written(tmp_path, BOARD)

    call_command("importscores", "ml-f20", "hw1p2", file)
    call_command("importscores", "ml-f20", "hw1p2", file)

    submission = Submission.objects.get()
    assert (submission.enrollment, submission.score.all) == (alice, 0.875)
    assert submission.received_at == datetime(2020, 9, 25, 0, 0, 57, tzinfo=UTC)
    first, again = capsys.readouterr().out.splitlines()
    assert first.startswith("hw1p2: scores of Kaggle: 1 added, 0 replaced, 0 unchanged")
    assert again.startswith("hw1p2: scores of Kaggle: 0 added, 0 replaced, 1 unchanged")


def test_a_leaderboard_is_taken_whole_or_not_at_all(course, alice, tmp_path):
    CompetitionFactory(component__course=course, component__slug="hw1p2")
    file = written(tmp_path, BOARD + "2,3,C,,0.5,1,carol\n3,4,D,,0.5,1,alice\n")

    with pytest.raises(CommandError) as caught:
        call_command("importscores", "ml-f20", "hw1p2", file)

    assert str(caught.value).split("\n")[:-1] == [
        "exam.csv: line 3, column TeamMemberUserNames: “carol” is nobody in ml-f20",
        "exam.csv: line 4, column TeamMemberUserNames: “alice” stands in line 2 already",
    ]
    assert not Submission.objects.exists()


def test_a_competition_takes_no_other_file(course, alice, tmp_path):
    CompetitionFactory(component__course=course, component__slug="hw1p2")
    file = written(tmp_path, "login,score\nalice,1\n")

    with pytest.raises(CommandError, match="importresults takes its scores"):
        call_command("importscores", "ml-f20", "hw1p2", file)
