"""Programs that act for people of the course, on a day when its competition is open."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from courseops.models import ApiToken
from tests.factories import CompetitionFactory, SolutionFactory

NOON = datetime(2020, 9, 20, 16, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def competition(course):
    found = CompetitionFactory(component__course=course, component__slug="hw1p2")
    SolutionFactory(competition=found)
    return found


@pytest.fixture
def client_of():
    """Return the client of somebody who signs in by token."""

    def make(user) -> Client:
        _, token = ApiToken.objects.create(user=user, name="test")
        return Client(headers={"Authorization": f"Token {token}"})

    return make


@pytest.fixture
def as_alice(alice, competition, client_of) -> Client:
    return client_of(alice.user)


@pytest.fixture
def as_bob(bob, competition, client_of) -> Client:
    return client_of(bob.user)
