"""A command leaves the recorded marks as its own change made them."""

import pytest

from tests.commands.running import COURSE, ROSTER, done, written

SCORES = """login,component,received_at,score,submission
Zoë,hw1b,2025-10-19T12:00,3,a
007,hw1b,2025-10-19T12:00,4,b
"""


@pytest.fixture
def scored(ws25, file):
    """A course in which Zoë's score is the top, and 007's bonus follows from it."""
    done("importresults", ws25, file(SCORES))
    return ws25


def test_after_another_course_file_nothing_is_left_to_recompute(scored, tmp_path):
    changed = COURSE.replace("A: 4.5", "A: 2").replace("bonus: 5", "bonus: 3")

    done("loadcourse", written(tmp_path, "changed.yaml", changed))

    assert done("regrade", scored) == "0 marks changed in ws25.\n"


def test_a_dry_run_records_nothing(scored, tmp_path):
    changed = COURSE.replace("weight: 60", "weight: 50")

    done("loadcourse", written(tmp_path, "changed.yaml", changed), "--dry-run")

    assert done("regrade", scored) == "0 marks changed in ws25.\n"


def test_after_another_roster_nothing_is_left_to_recompute(scored, tmp_path):
    changed = ROSTER.replace(
        "zoe@x.org,ms,letter,student,active", "zoe@x.org,ms,letter,student,dropped"
    )

    done("importroster", scored, written(tmp_path, "changed.csv", changed))

    assert done("regrade", scored) == "0 marks changed in ws25.\n"
