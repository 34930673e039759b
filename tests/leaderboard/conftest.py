"""An open competition, and browsers of people who are signed in."""

from datetime import timedelta

import pytest

from tests.factories import CompetitionFactory, SolutionFactory
from tests.leaderboard.pages import now


@pytest.fixture
def competition(course):
    """An open competition with a split and its solution in place."""
    at = now()
    found = CompetitionFactory(
        component__course=course,
        component__slug="hw1p2",
        component__released=at - timedelta(days=10),
        component__on_time=at + timedelta(days=10),
        split={"public": 0.3, "seed": 1},
        limits={"daily": 3},
    )
    SolutionFactory(competition=found, has_split=True, rows=2)
    return found


@pytest.fixture
def as_user(client):
    """Sign somebody in and return their browser."""

    def sign_in(person):
        client.force_login(getattr(person, "user", person))
        return client

    return sign_in
