"""A report that is open, who hands it in, and their browsers."""

from datetime import timedelta

import pytest

from tests.factories import EnrollmentFactory
from tests.projects.handed_in import team, work
from tests.projects.pages import now


@pytest.fixture
def report(course):
    """Open since a day, and for another one."""
    day = timedelta(days=1)
    return work(course, released=now() - day, on_time=now() + day)


@pytest.fixture
def mate(course, report, alice):
    """Hands in with Alice."""
    found = EnrollmentFactory(course=course, user__name="Mia Moss")
    team(report, "owls", alice, found)
    return found


@pytest.fixture
def as_user(client):
    def sign_in(person):
        client.force_login(person.user)
        return client

    return sign_in
