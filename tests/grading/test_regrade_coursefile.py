"""The window of regrade requests in the course file."""

import pytest

from courseops.coursefile.dump import dump_course
from tests.coursefile.files import COURSE
from tests.coursefile.loading import loaded

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("days", [0, 7, 14])
def test_the_days_are_kept_and_written_back(days):
    course = loaded(f"{COURSE}regrades: {{days: {days}}}\n")

    assert course.regrades == {"days": days}
    again = dump_course(course)
    assert "regrades" in again
    assert dump_course(loaded(again)) == again


def test_without_the_section_there_is_none():
    course = loaded(COURSE)

    assert course.regrades is None
    assert "regrades" not in dump_course(course)


def test_taking_the_section_out_makes_it_the_default():
    loaded(f"{COURSE}regrades: {{days: 0}}\n")

    assert loaded(COURSE).regrades is None
