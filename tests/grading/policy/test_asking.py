"""How long a mark may be asked about."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from grading.policy.asking import AskingWindow, days_of, latest

SINCE = datetime(2020, 10, 30, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("rules", "days"),
    [(None, 14), ({"days": 0}, 0), ({"days": 7}, 7), ({"days": 2**31 - 1}, 36_500)],
)
def test_the_course_file_says_how_many_days(rules, days):
    assert days_of(rules) == days


def test_days_are_24_hours_elapsed_also_when_the_clocks_change():
    window = AskingWindow(days=3, since=SINCE)
    eastern = ZoneInfo("America/New_York")

    assert window.closes == datetime(2020, 11, 2, 12, tzinfo=UTC)
    assert SINCE.astimezone(eastern).hour == 8
    assert window.closes.astimezone(eastern).hour == 7


@pytest.mark.parametrize(
    ("after", "is_open"),
    [
        (timedelta(0), True),
        (timedelta(days=3), True),
        (timedelta(days=3) + SECOND, False),
    ],
)
def test_the_last_instant_is_within_the_window(after, is_open):
    window = AskingWindow(days=3, since=SINCE)

    assert window.is_open(at=SINCE + after) is is_open


def test_without_a_record_it_is_open():
    window = AskingWindow(days=3, since=None)

    assert window.is_open(at=SINCE)
    assert window.closes is None


def test_zero_days_are_never():
    window = AskingWindow(days=0, since=None)

    assert not window.is_ever
    assert not window.is_open(at=SINCE)
    assert AskingWindow(days=0, since=SINCE).closes is None


def test_the_latest_of_what_is_known():
    assert latest(None, SINCE, SINCE - SECOND) == SINCE
    assert latest(None) is None
