"""What was lost on its way to a score is found."""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from leaderboard import sweeping
from leaderboard.models import Score, Standing, State, Submission
from tests.factories import CompetitionFactory, SubmissionFactory
from tests.leaderboard.handins import AT, RIGHT, hand_in, later, score, solve

LONG_AGO = AT - timedelta(seconds=31)
JUST_NOW = AT - timedelta(seconds=29)


class Queue:
    """A queue that takes everything, or nothing."""

    def __init__(self, *, works: bool = True) -> None:
        self.works = works
        self.sent: list[int] = []

    def send(self, submission_ids: Iterable[int]) -> list[int]:
        taken = list(submission_ids) if self.works else []
        self.sent += taken
        return taken


@pytest.fixture
def queue(db) -> Queue:
    return Queue()


def sweep(queue: Queue, at=AT) -> list[int]:
    sweeping.sweep(at=at, send=queue.send)
    return queue.sent


def test_what_was_never_sent_is_sent(queue) -> None:
    submission = SubmissionFactory(enqueued_at=None)

    assert sweep(queue) == [submission.pk]
    submission.refresh_from_db()
    assert submission.enqueued_at == AT


def test_what_was_sent_long_ago_is_sent_again(queue) -> None:
    submission = SubmissionFactory(enqueued_at=LONG_AGO)

    assert sweep(queue) == [submission.pk]


def test_what_was_sent_just_now_is_left_to_arrive(queue) -> None:
    SubmissionFactory(enqueued_at=JUST_NOW)

    assert sweep(queue) == []


def test_what_was_swept_is_not_sent_twice(queue) -> None:
    submission = SubmissionFactory(enqueued_at=None)
    sweep(queue)

    assert sweep(queue, later(seconds=5)) == [submission.pk]


def test_what_the_queue_did_not_take_is_sent_next_time(queue) -> None:
    submission = SubmissionFactory(enqueued_at=LONG_AGO)
    sweep(Queue(works=False))

    assert sweep(queue, later(seconds=5)) == [submission.pk]


@pytest.mark.parametrize("state", set(State) - {State.QUEUED, State.SCORING}, ids=str)
def test_what_is_done_is_left_alone(queue, state) -> None:
    SubmissionFactory(state=state, enqueued_at=LONG_AGO)

    assert sweep(queue) == []


def test_what_a_dead_worker_held_is_queued_again(queue) -> None:
    submission = SubmissionFactory(
        state=State.SCORING, claim="x", attempts=2, lease_until=JUST_NOW
    )

    assert sweep(queue) == [submission.pk]
    submission.refresh_from_db()
    assert (submission.state, submission.claim) == (State.QUEUED, "")


def test_what_a_living_worker_holds_is_left_alone(queue) -> None:
    submission = SubmissionFactory(
        state=State.SCORING, claim="x", attempts=3, lease_until=later(seconds=1)
    )

    assert sweep(queue) == []
    submission.refresh_from_db()
    assert submission.state == State.SCORING


def test_after_three_attempts_it_is_given_up_with_a_sentence(queue) -> None:
    submission = SubmissionFactory(
        state=State.SCORING, claim="x", attempts=3, lease_until=JUST_NOW
    )

    assert sweep(queue) == []
    submission.refresh_from_db()
    assert submission.state == State.FAILED
    assert submission.error == (
        "Scoring broke off 3 times through a fault of ours. It counts for nothing and "
        "cost no attempt; the course's staff can score it again."
    )


def test_giving_up_takes_an_earlier_score_away(queue) -> None:
    competition = CompetitionFactory()
    solve(competition)
    score(hand_in(competition, RIGHT))
    Submission.objects.update(
        state=State.SCORING, claim="x", attempts=3, lease_until=JUST_NOW
    )

    sweep(queue)

    assert not Score.objects.exists()
    assert not Standing.objects.exists()


def test_a_sweep_sends_a_bounded_number_the_longest_waiting_first(
    queue, monkeypatch
) -> None:
    monkeypatch.setattr(sweeping, "_BATCH", 2)
    third = SubmissionFactory(enqueued_at=LONG_AGO)
    second = SubmissionFactory(enqueued_at=LONG_AGO - timedelta(seconds=1))
    first = SubmissionFactory(enqueued_at=None)

    assert sweep(queue) == [first.pk, second.pk]
    assert sweep(queue) == [first.pk, second.pk, third.pk]


def test_a_sweep_of_many_costs_a_few_queries(queue, django_assert_num_queries) -> None:
    SubmissionFactory.create_batch(5, enqueued_at=None)

    with django_assert_num_queries(3):
        sweep(queue)
