"""Of several workers one scores; a lease lives as long as its worker."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection

from leaderboard import claims
from leaderboard.models import Score, Standing, State, Submission
from tests.factories import CompetitionFactory, SubmissionFactory
from tests.leaderboard.handins import (
    AT,
    HALF_RIGHT,
    RIGHT,
    hand_in,
    later,
    score,
    solve,
)


def take(submission: Submission, at: datetime = AT) -> claims.Claim | None:
    return claims.take(submission_id=submission.pk, worker="w", at=at)


@pytest.mark.parametrize("state", set(State) - {State.QUEUED, State.SCORING}, ids=str)
def test_only_what_waits_can_be_claimed(db, state) -> None:
    assert take(SubmissionFactory(state=state)) is None


def test_what_is_being_scored_cannot_be_claimed(db) -> None:
    submission = SubmissionFactory()
    take(submission)

    assert take(submission, later(seconds=30)) is None


def test_what_a_worker_let_go_of_can_be_claimed(db) -> None:
    submission = SubmissionFactory()
    first = take(submission)

    second = take(submission, later(seconds=31))

    assert first is not None
    assert second is not None
    assert not first.finish(state=State.SCORED)
    assert second.finish(state=State.SCORED)


def test_a_renewed_lease_cannot_be_claimed(db) -> None:
    submission = SubmissionFactory()
    claim = take(submission)

    assert claim is not None
    assert claim.renew(at=later(seconds=20))
    assert take(submission, later(seconds=45)) is None


def test_a_lost_claim_cannot_be_renewed(db) -> None:
    submission = SubmissionFactory()
    claim = take(submission)
    Submission.objects.update(state=State.QUEUED)

    assert claim is not None
    assert not claim.renew(at=later(seconds=5))


def test_after_three_attempts_nobody_claims(db) -> None:
    assert take(SubmissionFactory(attempts=3)) is None


def test_a_claim_forgets_what_came_of_earlier_attempts(db) -> None:
    submission = SubmissionFactory(
        error="Scoring took too long.", reasons=[{"message": "x"}], finished_at=AT
    )
    take(submission)

    submission.refresh_from_db()
    assert (submission.error, submission.reasons) == ("", [])
    assert submission.finished_at is None


def in_thread(work, *arguments):
    try:
        return work(*arguments)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_wins() -> None:
    submission = SubmissionFactory()

    with ThreadPoolExecutor(8) as workers:
        won = list(workers.map(lambda _: in_thread(take, submission), range(8)))

    assert sum(claim is not None for claim in won) == 1
    submission.refresh_from_db()
    assert submission.attempts == 1


@pytest.mark.django_db(transaction=True)
def test_submissions_scored_at_the_same_time_are_all_counted() -> None:
    competition = CompetitionFactory()
    solve(competition)
    first = hand_in(competition, HALF_RIGHT)
    rest = [
        hand_in(competition, content, enrollment=first.enrollment)
        for content in (RIGHT, HALF_RIGHT, RIGHT, HALF_RIGHT)
    ]
    # Each twice, as when a message comes again.
    todo = [first, *rest] * 2

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(lambda each: in_thread(score, each), todo))

    assert Score.objects.count() == 5
    standing = Standing.objects.get()
    assert (standing.submission, standing.public) == (rest[0], 1.0)
    assert standing.entries == 5


@pytest.mark.django_db(transaction=True)
def test_the_heart_beats_while_a_worker_scores(settings) -> None:
    settings.SCORING_LEASE_SECONDS = 0.6
    submission = SubmissionFactory()

    def now() -> datetime:
        return datetime.now(UTC)

    claim = take(submission, now())
    assert claim is not None
    with claims.heartbeat(claim, now=now):
        time.sleep(1.5)
        taken_over = take(submission, now())

    assert taken_over is None


@pytest.mark.django_db(transaction=True)
def test_the_heart_stops_when_the_claim_is_lost(settings) -> None:
    settings.SCORING_LEASE_SECONDS = 0.3
    submission = SubmissionFactory()
    claim = take(submission)
    assert claim is not None

    with claims.heartbeat(claim, now=lambda: AT):
        Submission.objects.update(claim="of another worker", lease_until=None)
        time.sleep(0.5)

    submission.refresh_from_db()
    assert submission.lease_until is None
