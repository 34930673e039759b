"""What becomes of a submission that a worker takes up."""

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from leaderboard import scoring
from leaderboard.models import Competition, Score, Standing, State, Submission
from tests.factories import CompetitionFactory
from tests.leaderboard.handins import (
    AT,
    BROKEN,
    HALF_RIGHT,
    RIGHT,
    hand_in,
    later,
    score,
    solution_of,
    solve,
)

ASK = (
    "It counts for nothing and cost no attempt; the course's staff can score it again."
)


@pytest.fixture
def competition(course) -> Competition:
    """An accuracy competition of four rows."""
    found = CompetitionFactory(component__course=course)
    solve(found)
    return found


def standing() -> tuple[int, float, int] | None:
    row = Standing.objects.first()
    return row and (row.submission_id, row.public, row.entries)


# --- Scored ------------------------------------------------------------------------


def test_a_valid_file_is_scored(competition, alice) -> None:
    submission = score(hand_in(competition, HALF_RIGHT, enrollment=alice))

    assert submission.state == State.SCORED
    assert (submission.worker, submission.attempts) == ("worker-1", 1)
    assert (submission.started_at, submission.finished_at) == (AT, AT)
    assert (submission.claim, submission.lease_until) == ("", None)
    assert (submission.score.public, submission.score.private) == (0.5, 0.5)
    assert submission.score.all == 0.5
    assert submission.score.solution == solution_of(competition)
    assert (submission.score.metric, submission.score.scored_at) == ("accuracy", AT)


def test_the_split_gives_three_scores(course, alice) -> None:
    competition = CompetitionFactory(component__course=course)
    solve(
        competition,
        "id,label,Usage\n1,0,Public\n2,1,Private\n3,0,Private\n4,1,Ignored\n",
    )

    submission = score(hand_in(competition, HALF_RIGHT, enrollment=alice))

    assert submission.score.public == 1.0
    assert submission.score.private == 0.5
    assert submission.score.all == 2 / 3


def test_edit_distances_are_scored(course, alice) -> None:
    competition = CompetitionFactory(
        component__course=course, metric="levenshtein", target_columns=["text"]
    )
    solve(competition, "id,text\n1,kitten\n2,\n")

    submission = score(
        hand_in(competition, "id,text\n2,ab\n1,sitting\n", enrollment=alice)
    )

    assert submission.score.public == 2.5


def test_scoring_twice_gives_one_score(competition, alice) -> None:
    submission = score(hand_in(competition, HALF_RIGHT, enrollment=alice))

    again = score(submission, at=later(minutes=1))

    assert again.attempts == 1
    assert Score.objects.get().scored_at == AT
    assert standing() == (submission.pk, 0.5, 1)


def test_a_cancelled_submission_is_not_scored(competition, alice) -> None:
    submission = hand_in(competition, RIGHT, enrollment=alice, state=State.CANCELLED)

    assert score(submission).state == State.CANCELLED
    assert not Score.objects.exists()


# --- Standing ----------------------------------------------------------------------


def test_the_best_score_stands_and_all_are_counted(competition, alice) -> None:
    score(hand_in(competition, HALF_RIGHT, enrollment=alice))
    best = score(
        hand_in(competition, RIGHT, enrollment=alice, received_at=later(hours=1))
    )
    score(hand_in(competition, HALF_RIGHT, enrollment=alice))

    assert standing() == (best.pk, 1.0, 3)
    assert Standing.objects.get().achieved_at == later(hours=1)


def test_the_earliest_of_equal_scores_stands_in_whatever_order_scored(
    competition, alice
) -> None:
    late = hand_in(competition, RIGHT, enrollment=alice, received_at=later(hours=1))
    early = hand_in(competition, RIGHT, enrollment=alice, received_at=AT)

    score(late)
    score(early)

    assert standing() == (early.pk, 1.0, 2)


def test_the_lowest_stands_where_the_course_file_says_minimize(course, alice) -> None:
    competition = CompetitionFactory(component__course=course, direction="minimize")
    solve(competition)
    worse = score(hand_in(competition, HALF_RIGHT, enrollment=alice))
    score(hand_in(competition, RIGHT, enrollment=alice))

    assert standing() == (worse.pk, 0.5, 2)


# --- Refused -----------------------------------------------------------------------


def test_a_wrong_file_is_refused_with_reasons_and_stands_nowhere(
    competition, alice
) -> None:
    submission = score(hand_in(competition, BROKEN, enrollment=alice))

    assert submission.state == State.REFUSED
    assert submission.reasons == [
        {
            "kind": "value",
            "message": "Line 3, column `label`: found `x`, expected an integer label.",
            "line": 3,
            "column": "label",
        }
    ]
    assert submission.finished_at == AT
    assert not Score.objects.exists()
    assert not Standing.objects.exists()


def test_a_score_goes_when_the_file_is_refused_by_a_later_solution(
    competition, alice
) -> None:
    submission = score(hand_in(competition, RIGHT, enrollment=alice))
    other = hand_in(competition, RIGHT.replace("3,0", "5,0"), enrollment=alice)

    solve(competition, RIGHT.replace("3,0", "5,0"))
    submission, other = score(submission), score(other)

    assert (submission.state, other.state) == (State.REFUSED, State.SCORED)
    assert standing() == (other.pk, 1.0, 1)


def test_a_standing_goes_with_its_only_score(competition, alice) -> None:
    submission = score(hand_in(competition, RIGHT, enrollment=alice))

    solve(competition, "id,label\n7,1\n")
    score(submission)

    assert standing() is None


def test_a_score_stays_in_sight_until_the_new_one_replaces_it(
    competition, alice
) -> None:
    submission = score(hand_in(competition, RIGHT, enrollment=alice))

    solve(competition, HALF_RIGHT)
    submission.refresh_from_db()
    waiting = submission.state, standing()
    score(submission)

    assert waiting == (State.QUEUED, (submission.pk, 1.0, 1))
    assert standing() == (submission.pk, 0.5, 1)


# --- Failed: our fault ---------------------------------------------------------------


def test_a_lost_file_is_our_fault(competition, alice) -> None:
    submission = hand_in(competition, RIGHT, enrollment=alice)
    submission.file.unlink()

    assert score(submission).state == State.FAILED
    assert submission.error == f"The stored file is not on the server's disk. {ASK}"


def test_a_missing_solution_is_our_fault(course, alice) -> None:
    competition = CompetitionFactory(component__course=course)

    submission = score(hand_in(competition, RIGHT, enrollment=alice))

    assert submission.state == State.FAILED
    assert submission.error == f"The competition has no solution yet. {ASK}"


def test_a_solution_lost_from_the_disk_is_our_fault(competition, alice) -> None:
    (solution_of(competition).path / "meta.json").unlink()

    submission = score(hand_in(competition, RIGHT, enrollment=alice))

    assert submission.state == State.FAILED
    assert submission.error == f"The solution is not on the server's disk. {ASK}"


def test_a_metric_that_nothing_computes_is_our_fault(competition, alice) -> None:
    competition.solutions.update(metric="of_tomorrow")

    submission = score(hand_in(competition, RIGHT, enrollment=alice))

    assert submission.state == State.FAILED
    assert (
        submission.error
        == f"The metric of_tomorrow is not available on this site. {ASK}"
    )


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (ZeroDivisionError(), "Scoring met a fault of ours."),
        (MemoryError(), "Scoring ran out of the server's memory."),
        (SoftTimeLimitExceeded(), "Scoring took too long."),
        (
            scoring.MetricError(float("nan")),
            "The metric gave no valid score for this file (nan).",
        ),
    ],
)
def test_a_fault_of_ours_is_told_in_a_sentence(
    competition, alice, monkeypatch, fault: Exception, said: str
) -> None:
    def measure(submission: Submission) -> None:
        raise fault

    monkeypatch.setattr(scoring, "measure_in_force", measure)

    submission = score(hand_in(competition, RIGHT, enrollment=alice))

    assert submission.state == State.FAILED
    assert submission.error == f"{said} {ASK}"
    assert not Standing.objects.exists()


def test_a_disk_that_does_not_answer_is_tried_three_times(
    competition, alice, monkeypatch
) -> None:
    def measure(submission: Submission) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(scoring, "measure_in_force", measure)
    submission = hand_in(competition, RIGHT, enrollment=alice)

    states = [score(submission, at=later(minutes=n)).state for n in range(4)]

    assert states == [State.QUEUED, State.QUEUED, State.FAILED, State.FAILED]
    assert submission.attempts == 3
    assert (
        submission.error == f"Scoring broke off 3 times through a fault of ours. {ASK}"
    )


def test_a_submission_tried_in_vain_waits_before_the_next_attempt(
    competition, alice, monkeypatch
) -> None:
    def measure(submission: Submission) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(scoring, "measure_in_force", measure)

    submission = score(hand_in(competition, RIGHT, enrollment=alice))

    assert submission.enqueued_at == AT


# --- What happens meanwhile ------------------------------------------------------------


def meanwhile(monkeypatch, change) -> None:
    """Let *change* happen after the file is read and before its score is written."""
    measure = scoring.measure_in_force

    def measure_then_change(submission: Submission):
        measured = measure(submission)
        change(submission)
        return measured

    monkeypatch.setattr(scoring, "measure_in_force", measure_then_change)


def test_a_worker_that_lost_its_lease_writes_nothing(
    competition, alice, monkeypatch
) -> None:
    meanwhile(
        monkeypatch,
        lambda submission: Submission.objects.filter(pk=submission.pk).update(
            claim="of another worker"
        ),
    )

    submission = score(hand_in(competition, RIGHT, enrollment=alice))

    assert (submission.state, submission.claim) == (State.SCORING, "of another worker")
    assert not Score.objects.exists()
    assert not Standing.objects.exists()


def test_a_score_by_a_solution_replaced_meanwhile_is_dropped(
    competition, alice, monkeypatch
) -> None:
    with monkeypatch.context() as patch:
        meanwhile(patch, lambda submission: solve(competition, HALF_RIGHT))
        submission = score(hand_in(competition, RIGHT, enrollment=alice))
    dropped = submission.state, Score.objects.exists()

    score(submission)

    assert dropped == (State.QUEUED, False)
    assert (submission.state, submission.score.public) == (State.SCORED, 0.5)
    assert submission.score.solution.version == 2
