"""A course that counts attendance on four days of a September."""

from datetime import UTC, date, datetime

import pytest

from courseops.models import Component, Course, Enrollment
from participation.models import Presence
from tests.factories import ComponentFactory

# The third of the four sessions is today, at noon of the course's zone.
NOW = datetime(2020, 9, 14, 16, tzinfo=UTC)
SESSIONS = [date(2020, 9, 7), date(2020, 9, 9), date(2020, 9, 14), date(2020, 9, 16)]


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
