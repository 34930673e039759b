"""When a quiz can be taken, and when an attempt is over."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.closing import Window, closes_at, has_closed, time_limit

NOON = datetime(2020, 9, 6, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
TICK = timedelta(microseconds=1)
TIMES = st.datetimes(datetime(2020, 9, 6), datetime(2020, 9, 7), timezones=st.just(UTC))
SECONDS = TIMES.map(lambda at: at.replace(microsecond=0))


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (NOON - TICK, False),
        (NOON, True),
        (NOON + SECOND, True),
        (NOON + 2 * SECOND - TICK, True),  # the last second is inside, to its end
        (NOON + 2 * SECOND, False),
    ],
)
def test_a_window_is_open_from_its_first_second_to_its_last(at, is_open) -> None:
    assert Window(opens=NOON, closes=NOON + SECOND).is_open(at) is is_open


def test_a_window_without_limits_is_always_open() -> None:
    always = Window(opens=None, closes=None)

    assert always.is_open(NOON)
    assert not always.is_over(NOON)


@pytest.mark.parametrize(
    ("factor", "extra_min", "minutes"), [(1, 0, 30), (1.5, 0, 45), (1.5, 10, 55)]
)
def test_a_time_limit_is_multiplied_then_extended(factor, extra_min, minutes) -> None:
    found = time_limit(30, factor=factor, extra_min=extra_min)

    assert found == timedelta(minutes=minutes)


def test_without_a_time_limit_there_is_none_to_extend() -> None:
    assert time_limit(None, factor=2, extra_min=10) is None


@pytest.mark.parametrize(
    ("ends_at", "window_closes", "closes"),
    [
        (NOON, NOON + SECOND, NOON),
        (NOON + SECOND, NOON, NOON),
        (None, NOON, NOON),
        (NOON, None, NOON),
        (None, None, None),
    ],
)
def test_an_attempt_closes_with_its_time_or_with_the_window(
    ends_at, window_closes, closes
) -> None:
    assert closes_at(ends_at=ends_at, window_closes=window_closes) == closes


def test_an_attempt_is_over_when_its_last_second_has_passed() -> None:
    assert not has_closed(NOON, at=NOON + SECOND - TICK)
    assert has_closed(NOON, at=NOON + SECOND)


def test_an_attempt_without_an_end_stays_open() -> None:
    assert not has_closed(None, at=NOON + timedelta(days=9999))


@settings(max_examples=40)
@given(SECONDS, TIMES)
def test_an_attempt_that_closes_with_the_window_is_over_when_that_is(
    closes, at
) -> None:
    assert has_closed(closes, at=at) is Window(opens=None, closes=closes).is_over(at)
