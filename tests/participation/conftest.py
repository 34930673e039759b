"""A course that counts attendance on four days of September 2020, and stands at NOW."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from courseops.models import Component, Course, Enrollment
from participation.models import Presence
from tests.factories import ComponentFactory

# The third of the four sessions is today, at noon of the course's zone.
NOW = datetime(2020, 9, 14, 16, tzinfo=UTC)
SESSIONS = [date(2020, 9, 7), date(2020, 9, 9), date(2020, 9, 14), date(2020, 9, 16)]


@pytest.fixture(autouse=True)
def _no_guesses(fresh_cache) -> None:
    """Forget the wrong codes of other tests."""


@pytest.fixture(autouse=True)
def _noon(time_machine) -> None:
    """Stop the clock at NOW."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def signed_in():
    """Return a browser in which somebody is signed in."""

    def browser(person: Enrollment) -> Client:
        client = Client()
        client.force_login(person.user)
        return client

    return browser


@pytest.fixture
def attendance(course: Course) -> Component:
    return ComponentFactory(
        course=course,
        slug="attendance",
        title="Attendance",
        kind="attendance",
        on_time=None,
        cutoffs=None,
        details={
            "sessions": [f"{day:%Y-%m-%d}" for day in SESSIONS],
            "allow_missed": 1,
        },
    )


def was(
    student: Enrollment,
    component: Component,
    session: date,
    *,
    state: str = "present",
    source: str = "code",
    at: datetime = datetime(2020, 9, 7, 16, tzinfo=UTC),
) -> Presence:
    return Presence.objects.create(
        component=component,
        enrollment=student,
        session=session,
        state=state,
        source=source,
        received_at=at,
    )
