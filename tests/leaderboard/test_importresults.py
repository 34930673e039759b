"""The command takes scores in and leaves the marks current."""

import pytest
from django.core.management import CommandError, call_command

from grading.models import Mark
from leaderboard.models import Submission

HEADER = "login,component,received_at,score,submission\n"
GOOD = HEADER + "alice,hw1p2,2020-09-20T12:00:00Z,0.72,r17\n"


@pytest.fixture
def run(competition, alice, tmp_path):
    """Import a text; Alice is a student and hw1p2 a competition."""

    def run_command(text: str) -> None:
        file = tmp_path / "results.csv"
        file.write_text(text)
        call_command("importresults", "ml-f20", str(file))

    return run_command


def test_it_tells_what_it_did(run, capsys):
    run(GOOD)
    run(GOOD.replace("0.72", "0.66"))

    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("ml-f20: 1 score added, 0 replaced, 0 unchanged;")
    assert second.startswith("ml-f20: 0 scores added, 1 replaced, 0 unchanged;")


def test_the_marks_are_current_afterwards(run, alice):
    run(GOOD)

    mark = Mark.objects.get(enrollment=alice, target="component:hw1p2")
    assert mark.value == pytest.approx(100)


def test_a_bad_file_lists_everything_and_writes_nothing(run):
    with pytest.raises(CommandError) as caught:
        run(GOOD + "eve,hw1p2,2020-09-20T12:00:00Z,x,r18\n")

    login, score, last = str(caught.value).splitlines()
    assert login == "results.csv: line 3, column login: “eve” is nobody in ml-f20"
    assert score.startswith("results.csv: line 3, column score: “x” is no finite")
    assert last == "Nothing was imported."
    assert not Submission.objects.exists()


def test_a_file_that_is_not_there_is_told(competition, tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("importresults", "ml-f20", str(tmp_path / "none.csv"))
