"""The numbers for whoever watches the site."""

from datetime import timedelta

import pytest

from courseops import clock
from leaderboard.models import State
from tests.factories import SubmissionFactory

TOKEN = "a-token-of-the-test"


@pytest.fixture
def ask(client, db, settings):
    settings.METRICS_TOKEN = TOKEN

    def ask(token: str):
        return client.get("/metrics", headers={"Authorization": f"Bearer {token}"})

    return ask


def test_the_age_of_the_oldest_that_waits_is_told(ask) -> None:
    SubmissionFactory(state=State.SCORED, received_at=clock.now() - timedelta(days=9))
    SubmissionFactory(state=State.QUEUED, received_at=clock.now() - timedelta(hours=1))
    SubmissionFactory(state=State.SCORING, received_at=clock.now())

    lines = ask(TOKEN).content.decode().splitlines()

    numbers = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    assert 3600 <= float(numbers["courseops_oldest_waiting_seconds"]) < 3660
    assert numbers['courseops_submissions_waiting{state="queued"}'] == "1.0"
    assert numbers['courseops_submissions_waiting{state="scoring"}'] == "1.0"
    assert numbers["courseops_alerts_open"] == "0.0"


@pytest.mark.parametrize("token", ["", "another"])
def test_who_does_not_know_the_token_learns_nothing(ask, token) -> None:
    assert ask(token).status_code == 404


def test_without_a_token_set_there_is_no_such_page(ask, settings) -> None:
    settings.METRICS_TOKEN = ""

    assert ask("").status_code == 404
