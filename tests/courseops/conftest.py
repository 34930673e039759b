"""Courses whose people come from rosters."""

import pytest

from courseops.models import Course, Track
from tests.factories import CourseFactory


@pytest.fixture
def two_tracks(db) -> Course:
    course = CourseFactory()
    bases = ["letter", "pass_fail", "audit"]
    Track.objects.create(course=course, slug="11-785", position=0, bases=bases)
    Track.objects.create(
        course=course,
        slug="11-685",
        position=1,
        bases=["letter"],
        refuse_reason="11-685 is for a letter only.",
    )
    return course


@pytest.fixture
def one_track(db) -> Course:
    course = CourseFactory()
    Track.objects.create(course=course, slug="11-785", position=0, bases=["letter"])
    return course
