"""policies.md section 1, and rows 9 and 10 of the numbers from other systems."""

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.policy import when

DUE = 1_600_000_000.0


def late(seconds):
    return when.days_late(np.array([DUE + seconds]), np.array([DUE]))[0]


@pytest.mark.parametrize(
    ("seconds", "days"),
    [
        (-300, 0),
        (0, 0),
        (1, 1),
        (30, 1),
        (86_400, 1),
        (86_401, 2),
        (172_800, 2),
    ],
)
def test_days_late_are_started_chunks_of_24_hours(seconds, days):
    assert late(seconds) == days


def test_nine_and_a_half_days_are_ten():
    due = datetime(2016, 7, 19, tzinfo=UTC).timestamp()
    received = datetime(2016, 7, 28, 12, tzinfo=UTC).timestamp()

    assert when.days_late(np.array([received]), np.array([due])).tolist() == [10]


def test_without_a_deadline_nothing_is_late():
    assert when.days_late(np.array([DUE]), np.array([when.NEVER])).tolist() == [0]


@given(st.integers(-(10**7), 10**7))
def test_in_time_is_zero_days_late(seconds):
    assert (seconds <= 0) == (late(seconds) == 0)


@given(st.integers(0, 10**7))
def test_a_later_arrival_is_never_fewer_days_late(seconds):
    assert late(seconds) <= late(seconds + 1) <= late(seconds) + 1


def test_a_deadline_has_passed_one_second_after_it():
    deadline = np.array([DUE, when.NEVER])

    assert when.has_passed(deadline, at=DUE).tolist() == [False, False]
    assert when.has_passed(deadline, at=DUE + 1).tolist() == [True, False]


def test_the_last_deadline_is_late_else_on_time():
    never = when.NEVER
    last = when.Deadlines(
        early=np.full(3, never),
        on_time=np.array([1.0, 1.0, never]),
        late=np.array([2.0, never, never]),
        code=np.full(3, never),
    ).last

    assert last.tolist() == [2.0, 1.0, never]
