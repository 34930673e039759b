"""The product and the plain loop agree on random courses, at several instants each.

``python -m tests.reference.campaign FIRST COUNT`` compares as many more as wanted.
"""

import pytest

from tests.reference.campaign import compare

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", [7])
def test_commands_give_the_marks_of_the_plain_loop(seed):
    assert compare(seed) == []


@pytest.mark.parametrize("seed", range(100, 114))
def test_a_random_course_has_the_marks_of_the_plain_loop(seed):
    assert compare(seed, by_rows=True) == []
