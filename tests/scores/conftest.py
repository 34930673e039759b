"""A component that takes scores, and students to give them to."""

import pytest

from courseops.models import Component, Course
from tests.factories import ComponentFactory, EnrollmentFactory


@pytest.fixture
def exam(course: Course, alice) -> Component:
    """A component of 60 points; alice and carol are the students."""
    EnrollmentFactory(course=course, user__login="carol", user__name="Carol Cole")
    return ComponentFactory(
        course=course,
        slug="exam-1",
        title="Midterm exam",
        kind="points",
        cutoffs=None,
        details={"points": 60},
    )
