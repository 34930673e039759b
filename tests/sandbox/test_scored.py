"""Submissions of a competition whose staff wrote its metric."""

import logging

import pytest

from courseops.models import Alert, AuditEvent
from leaderboard.models import State
from leaderboard.problems import FileRefusedError
from leaderboard.selectors.competitions import solution_in_force
from tests.leaderboard.handins import hand_in, score, solve
from tests.sandbox.own import SOLUTION, keep, own_competition


@pytest.fixture
def competition(course):
    found = own_competition(course)
    keep(found)
    solve(found, SOLUTION)
    return found


def test_a_solution_remembers_the_metric_file_that_it_is_scored_by(competition) -> None:
    solution = solution_in_force(competition=competition)

    assert solution.metric_file == competition.metric_files.get()
    assert AuditEvent.objects.get(verb="set_solution").after["metric_file"] == 1


def test_the_split_gives_three_scores(course, alice) -> None:
    competition = own_competition(course, weight_column="w")
    keep(competition)
    solve(
        competition,
        "id,y,w,Usage\n1,1,1,Public\n2,2,3,Public\n3,3,1,Private\n4,4,1,Private\n",
    )

    submission = score(
        hand_in(competition, "id,y\n1,1\n2,4\n3,3\n4,5\n", enrollment=alice)
    )

    assert submission.state == State.SCORED
    assert submission.score.public == (0 * 1 + 2 * 3) / 4
    assert submission.score.private == 0.5
    assert submission.score.all == (6 + 1) / 6


def test_a_file_that_the_metric_refuses_is_refused_with_its_sentence(
    competition, alice
) -> None:
    submission = score(
        hand_in(competition, "id,y\n1,5\n2,5\n3,5\n4,5\n", enrollment=alice)
    )

    assert submission.state == State.REFUSED
    assert [one["message"] for one in submission.reasons] == [
        "All predictions are the same."
    ]


def test_an_error_of_the_metric_is_told_to_staff_alone(
    competition, alice, caplog
) -> None:
    with caplog.at_level(logging.WARNING):
        submission = score(
            hand_in(competition, "id,y\n1,13\n2,1\n3,1\n4,1\n", enrollment=alice)
        )

    assert submission.state == State.FAILED
    assert submission.error.startswith(
        "The course's own metric gave no score. The metric file stopped with an error."
    )
    assert "secret" not in submission.error
    (alert,) = Alert.objects.all()
    assert "unlucky 1.0" in alert.text
    assert "KeyError: 'secret'" in alert.text
    assert "KeyError: 'secret'" in caplog.text


def test_a_competition_without_a_metric_file_takes_no_solution(course) -> None:
    competition = own_competition(course)

    with pytest.raises(FileRefusedError, match="none is stored yet"):
        solve(competition, SOLUTION)

    assert not competition.solutions.exists()


def test_a_solution_on_which_the_metric_gives_nothing_is_refused(course) -> None:
    competition = own_competition(course)
    keep(competition)

    with pytest.raises(FileRefusedError, match="The truth itself gets no score"):
        solve(competition, "id,y\n1,13\n2,2\n")
