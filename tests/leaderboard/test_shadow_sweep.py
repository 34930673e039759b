"""Shadow runs whose message or whose worker was lost."""

from datetime import timedelta

import pytest

from courseops.models import Alert
from leaderboard.models import RunState, ShadowRun
from leaderboard.shadow import claims, runs
from tests.factories import CompetitionFactory, SolutionFactory
from tests.leaderboard.handins import AT, later
from tests.leaderboard.shadowing import nobody


@pytest.fixture
def run(course) -> ShadowRun:
    competition = CompetitionFactory(component__course=course, component__slug="hw1p2")
    solution = SolutionFactory(competition=competition, applied_at=None)
    return runs.begin(solution=solution, reason="", actor=None, at=AT, send=nobody)


def sweep(run: ShadowRun, at) -> list[int]:
    """Sweep; return what was sent again, with the run as it is then."""
    sent: list[int] = []
    runs.sweep(at=at, send=sent.append)
    run.refresh_from_db()
    return sent


def test_a_run_that_was_just_sent_is_left_alone(run):
    assert sweep(run, later(seconds=5)) == []


def test_a_lost_message_is_sent_again_once(run):
    assert sweep(run, later(minutes=2)) == [run.pk]
    assert sweep(run, later(minutes=2, seconds=5)) == []


def test_a_run_whose_worker_was_killed_is_sent_again(run):
    claims.take(run_id=run.pk, at=AT)
    assert sweep(run, later(seconds=5)) == []

    assert sweep(run, later(minutes=2)) == [run.pk]
    assert run.state == RunState.QUEUED


def test_a_worker_that_lost_its_claim_can_change_nothing(run):
    lost = claims.take(run_id=run.pk, at=AT)
    sweep(run, later(minutes=2))
    claims.take(run_id=run.pk, at=later(minutes=2))

    assert not lost.finish(state=RunState.READY)
    assert not lost.renew(at=later(minutes=3))


def test_a_run_has_one_worker(run):
    assert claims.take(run_id=run.pk, at=AT)
    assert claims.take(run_id=run.pk, at=AT) is None


def test_a_run_that_breaks_off_three_times_is_given_up_with_an_alert(run, settings):
    at = AT
    for _ in range(settings.SCORING_MAX_ATTEMPTS):
        claims.take(run_id=run.pk, at=at)
        at += timedelta(minutes=5)
        sweep(run, at)

    assert run.state == RunState.FAILED
    assert run.error.startswith("Scoring broke off 3 times at the same place")
    alert = Alert.objects.get()
    assert alert.link == "/courses/ml-f20/competitions/hw1p2/solution/"


def test_a_run_that_was_given_up_can_be_tried_again(run):
    ShadowRun.objects.filter(pk=run.pk).update(state=RunState.FAILED, attempts=3)

    runs.repeat(run=run, at=later(hours=1), send=nobody)

    assert claims.take(run_id=run.pk, at=later(hours=1))
