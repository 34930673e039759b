"""A file that is imported twice says the second time that nothing changed."""

from pathlib import Path

import pytest
from django.core.management import call_command

from tests.scores import test_autolab as autolab
from tests.scores import test_canvas as canvas
from tests.scores import test_formats as formats
from tests.scores import test_gradescope as gradescope
from tests.scores import test_moodle as moodle
from tests.scores.loading import scores

FILES = {
    "our own": "login,score,received_at\nalice,41.5,2020-09-27T18:00:00Z\n",
    "gradescope, assignment": gradescope.ONE + gradescope.SCORED,
    "gradescope, lateness": gradescope.ONE + gradescope.LATE,
    "gradescope, course": formats.COURSE
    + "A,Ash,,alice@example.edu,,9,10,,,41.5,60,2020-09-27 18:00:00 -0400,,\n",
    "canvas": canvas.FULL,
    "autolab, gradebook": formats.AUTOLAB
    + "alice@example.edu,A,Ash,1,A,,,,0,0,9,3,41.5,2,90,90\n",
    "autolab, assessment": autolab.ASSESSMENT + autolab.ALICE,
    "autolab, in bulk": "alice@example.edu,21.5,20,normal\n",
    "moodle": moodle.export('"Quiz: Midterm exam (Real)"', "41.50"),
}


@pytest.mark.parametrize("name", FILES)
def test_the_second_time_nothing_changes(exam, name, tmp_path: Path, capsys):
    file = tmp_path / "scores.csv"
    file.write_text(FILES[name])

    for _ in range(2):
        call_command("importscores", "ml-f20", "exam-1", str(file))

    first, again = capsys.readouterr().out.splitlines()
    assert ": 1 added, 0 replaced, 0 cleared, 0 unchanged; " in first
    assert ": 0 added, 0 replaced, 0 cleared, 1 unchanged; 0 marks changed." in again
    assert scores(exam) == {"alice": 41.5}
