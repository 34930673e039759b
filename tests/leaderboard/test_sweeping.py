"""What was lost on its way to a score is found."""

from datetime import timedelta

import pytest

from courseops.models import Alert
from leaderboard import sweeping
from leaderboard.models import Score, Standing, State, Submission
from tests.factories import CompetitionFactory, SubmissionFactory
from tests.leaderboard.handins import AT, RIGHT, hand_in, later, score, solve

LONG_AGO = AT - timedelta(seconds=31)
JUST_NOW = AT - timedelta(seconds=29)


def sweep(at=AT) -> int:
    """Sweep; return for how many submissions workers are woken."""
    asked = [0]
    sweeping.sweep(at=at, ensure=asked.append)
    return asked[-1]


def test_workers_are_woken_for_each_that_waits(db) -> None:
    SubmissionFactory(enqueued_at=None)
    SubmissionFactory(enqueued_at=JUST_NOW)

    assert sweep() == 2


def test_what_was_tried_in_vain_just_now_is_left_for_a_while(db) -> None:
    SubmissionFactory(attempts=1, enqueued_at=JUST_NOW)

    assert sweep() == 0


def test_what_was_tried_in_vain_is_tried_again(db) -> None:
    SubmissionFactory(attempts=1, enqueued_at=LONG_AGO)

    assert sweep() == 1


@pytest.mark.parametrize("state", set(State) - {State.QUEUED, State.SCORING}, ids=str)
def test_what_is_done_is_left_alone(db, state) -> None:
    SubmissionFactory(state=state, enqueued_at=LONG_AGO)

    assert sweep() == 0


def test_what_a_dead_worker_held_is_queued_again(db) -> None:
    submission = SubmissionFactory(
        state=State.SCORING, claim="x", attempts=2, lease_until=JUST_NOW
    )

    assert sweep() == 1
    submission.refresh_from_db()
    assert (submission.state, submission.claim) == (State.QUEUED, "")


def test_what_a_living_worker_holds_is_left_alone(db) -> None:
    submission = SubmissionFactory(
        state=State.SCORING, claim="x", attempts=3, lease_until=later(seconds=1)
    )

    assert sweep() == 0
    submission.refresh_from_db()
    assert submission.state == State.SCORING


def test_after_three_attempts_it_is_given_up_with_a_sentence(db) -> None:
    submission = SubmissionFactory(
        state=State.SCORING, claim="x", attempts=3, lease_until=JUST_NOW
    )

    assert sweep() == 0
    submission.refresh_from_db()
    assert submission.state == State.FAILED
    assert submission.error == (
        "Scoring broke off 3 times through a fault of ours. It counts for nothing and "
        "cost no attempt; the course's staff can score it again."
    )


def test_giving_up_takes_an_earlier_score_away(db) -> None:
    competition = CompetitionFactory()
    solve(competition)
    score(hand_in(competition, RIGHT))
    Submission.objects.update(
        state=State.SCORING, claim="x", attempts=3, lease_until=JUST_NOW
    )

    sweep()

    assert not Score.objects.exists()
    assert not Standing.objects.exists()


def test_staff_are_alerted_of_a_file_that_ends_its_workers(db) -> None:
    submission = SubmissionFactory(
        state=State.SCORING, claim="x", attempts=3, lease_until=JUST_NOW
    )

    sweep()

    alert = Alert.objects.get()
    assert alert.target == f"submission {submission.pk}"
    assert alert.course == submission.competition.component.course
    assert "ended 3 times without a result" in alert.text


def test_a_sweep_of_many_costs_two_queries(db, django_assert_num_queries) -> None:
    SubmissionFactory.create_batch(5, enqueued_at=None)

    with django_assert_num_queries(2):
        sweep()
