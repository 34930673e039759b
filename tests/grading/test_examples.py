"""The worked examples of policies.md section 3 that need no later rule."""

import pytest

from grading import gradebook, statement
from tests.grading.instants import JUST_AFTER, LATER


@pytest.mark.parametrize(
    ("score", "mark"), [(0.69, 90), (0.15, 20), (0.72, 100), (0.30, 40)]
)
def test_on_time(alice, hw1p2, hand_in, score, mark):
    hand_in(alice, hw1p2, score)

    component = shown(alice)

    assert component["mark"] == pytest.approx(mark, abs=1e-9)
    assert (component["window"], component["days_late"]) == ("on_time", 0)


def test_none_counts(alice, hw1p2, hand_in):
    hand_in(alice, hw1p2, 0.72, at=JUST_AFTER)

    component = shown(alice)

    assert (component["mark"], component["window"]) == (0, "none")


def shown(enrollment):
    book = gradebook.load(course=enrollment.course, at=LATER, enrollment=enrollment)
    return statement.student(book, 0)["components"]["hw1p2"]
