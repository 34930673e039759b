"""The command ``setmetric``."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from leaderboard.models import RunState, ShadowRun
from leaderboard.selectors.competitions import solution_in_force
from tests.leaderboard.handins import hand_in, score, solve
from tests.sandbox.asking import body
from tests.sandbox.own import METRIC, SOLUTION, keep, own_competition

DOUBLED = METRIC.replace("return np", "return 2 * np")


@pytest.fixture
def competition(course):
    return own_competition(course, component__slug="hw1p2")


@pytest.fixture
def setmetric(competition, tmp_path: Path, capsys):
    """Run the command on a text; return what it prints."""

    def run(source: str, *options: str) -> str:
        file = tmp_path / "metric.py"
        file.write_text(source)
        call_command(
            "setmetric", competition.component.course.slug, "hw1p2", str(file), *options
        )
        return capsys.readouterr().out

    return run


def test_the_first_waits_for_the_solution(setmetric) -> None:
    assert setmetric(METRIC) == (
        "hw1p2: metric file 1 stored; the next setsolution scores by it.\n"
    )


def test_a_new_version_scores_everything_again(setmetric, competition, alice) -> None:
    keep(competition)
    solve(competition, SOLUTION)
    submission = score(
        hand_in(competition, "id,y\n1,1\n2,2\n3,3\n4,8\n", enrollment=alice)
    )

    said = setmetric(DOUBLED)

    assert said.startswith(
        "hw1p2: metric file 2 stored; solution 2 is in force; it changed 1 of 1 score"
    )
    submission.score.refresh_from_db()
    assert submission.score.public == 2.0
    assert submission.score.solution.metric_file.version == 2


def test_a_draft_leaves_the_decision_to_the_browser(setmetric, competition) -> None:
    keep(competition)
    solve(competition, SOLUTION)

    said = setmetric(DOUBLED, "--draft")

    assert "solution 2 is a draft; it would change 0 of 0 scores" in said
    assert solution_in_force(competition=competition).version == 1
    assert ShadowRun.objects.get().state == RunState.READY


def test_a_file_with_an_error_is_refused_with_all_that_it_says(
    setmetric, competition
) -> None:
    keep(competition)
    solve(competition, SOLUTION)

    with pytest.raises(CommandError) as caught:
        setmetric(body("print('here')", "return truth['x']"))

    first, *details, last = str(caught.value).splitlines()
    assert first == "metric.py: The metric file stopped with an error."
    assert details[0] == "here"
    assert details[-1] == "KeyError: 'x'"
    assert last == "Nothing was stored."
    assert competition.metric_files.count() == 1
