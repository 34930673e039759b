"""Metrics through the whole of scoring: a solution is set, a file scored or refused."""

import pytest

from courseops.models import Alert
from leaderboard.measuring import measure_in_force
from leaderboard.models import State, Submission
from tests.factories import CompetitionFactory
from tests.leaderboard.handins import hand_in, score, solve

# Kaggle's example of a weighted mean absolute error (peer-numbers.md, row 13).
_WEIGHTED = """id,y,w,Usage
1,10,0.1,Public
2,200,0.01,Public
3,3000,0.001,Public
4,40000,0.0001,Public
5,5,1,Private
6,0.6,10,Private
7,0.07,100,Private
"""
_PREDICTED = "id,y\n1,11\n2,200\n3,3300\n4,44000\n5,5.5\n6,0.66\n7,0.077\n"
_SPLIT = "id,label,Usage\n1,0,Public\n2,1,Public\n3,0,Private\n4,1,Private\n"


@pytest.fixture
def scored(course, alice):
    """Set a solution and score a file against it."""

    def scored(solution: str, content: str, **fields: object) -> Submission:
        competition = CompetitionFactory(component__course=course, **fields)
        solve(competition, solution)
        return score(hand_in(competition, content, enrollment=alice))

    return scored


def test_the_weighted_error_is_the_mean_of_weight_times_error(scored) -> None:
    submission = scored(
        _WEIGHTED,
        _PREDICTED,
        metric="weighted_mae",
        target_columns=["y"],
        weight_column="w",
    )

    assert submission.score.public == pytest.approx(0.2, rel=1e-12)
    assert submission.score.private == pytest.approx(0.6, rel=1e-12)
    assert submission.score.all == pytest.approx((4 * 0.2 + 3 * 0.6) / 7, rel=1e-12)


def test_options_reach_the_metric(scored) -> None:
    submission = scored(
        "id,label\n1,cat\n2,dog\n",
        "id,label\n1,dog cat\n2,cat emu dog\n",
        metric="top_k_accuracy",
        metric_options={"k": 2},
    )

    assert submission.score.public == 0.5


def test_predictions_without_a_score_are_refused_and_tell_no_part(scored) -> None:
    submission = scored(
        _SPLIT, "id,label\n1,0.1\n2,0.2\n3,0.5\n4,0.5\n", metric="pearson"
    )

    assert submission.state == State.REFUSED
    (reason,) = submission.reasons
    assert (reason["kind"], reason["column"]) == ("undefined", "label")
    assert reason["message"] == (
        "Column `label`: found the same prediction on all rows of one score, for which a "
        "correlation is undefined; expected at least two different values."
    )


def test_a_row_without_a_score_is_named_by_its_id(scored) -> None:
    submission = scored(
        "id,cat,dog\nx-1,1,0\nx-2,0,1\n",
        "id,cat,dog\nx-1,0.5,0.5\nx-2,0.5,0.6\n",
        metric="log_loss",
        target_columns=["cat", "dog"],
    )

    assert submission.state == State.REFUSED
    assert submission.reasons[0]["message"].startswith(
        "Id `x-2`: the probabilities add up to 1.1, expected 1"
    )


def test_a_metric_undefined_on_the_solution_is_our_fault_and_told_to_staff(
    course, alice
) -> None:
    competition = CompetitionFactory(component__course=course, metric="accuracy")
    solution = solve(competition, "id,label\n1,1\n2,1\n").solution
    solution.metric = "kappa"
    solution.save()

    submission = score(hand_in(competition, "id,label\n1,1\n2,0\n", enrollment=alice))

    assert submission.state == State.FAILED
    assert submission.error.startswith(
        "The metric is undefined on the competition's solution. It counts for nothing"
    )
    assert Alert.objects.get().text.endswith(
        "\nOn the rows of one of the scores, all rows are of one class; agreement beyond "
        "chance needs at least two."
    )


def test_what_was_kept_of_a_file_scores_as_the_file_does(scored) -> None:
    submission = scored(
        "id,items\n1,4 17\n2,5\n",
        "id,items\n1,17 9 4\n2,9 5\n",
        metric="map_at_k",
        metric_options={"k": 3},
        target_columns=["items"],
    )
    submission.file.unlink()

    again = measure_in_force(submission)

    assert again.public == submission.score.public
    assert again.public == pytest.approx((5 / 6 + 1 / 2) / 2)
