"""A class of four with a scale and a curve, and what is published of it."""

import pytest

from courseops.models import Course, Enrollment
from leaderboard.models import Competition
from tests.factories import EnrollmentFactory

SCALE = {"A": 90, "B": 80, "C": 70, "F": 0}
CURVE = {"method": "quantile", "shares": {"A": 0.25, "B": 0.75, "C": 1}}
# Marks by the cutoffs of hw1p2: 100, 90, 80 and 40.
SCORES = {"ann": 0.72, "ben": 0.69, "cleo": 0.66, "dan": 0.30}


@pytest.fixture
def lettered(course: Course, hw1p2: Competition, hand_in) -> Course:
    """A course whose ann has 100, ben 90, cleo 80 and dan 40; nothing is open."""
    course.letters = {"scale": SCALE}
    course.curve = CURVE
    course.policy_version = "0123456789ab"
    course.save()
    for login, score in SCORES.items():
        person = EnrollmentFactory(
            course=course, user__login=login, user__name=login.title()
        )
        hand_in(person, hw1p2, score)
    return course


def person(course: Course, login: str) -> Enrollment:
    """Return somebody of the course."""
    return Enrollment.objects.get(course=course, user__login=login)
