"""How many entries a team that is put together may bring."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from leaderboard.mergerule import Bound, bounds

ZONE = ZoneInfo("America/New_York")
# 30 January, 23:30 in New York.
RELEASED = datetime(2020, 1, 31, 4, 30, tzinfo=UTC)


def at(*moment: int) -> datetime:
    return datetime(2020, *moment, tzinfo=ZONE)


def found(at: datetime, released: datetime | None = RELEASED, **limits) -> list[Bound]:
    return bounds(limits, released=released, at=at, zone=ZONE)


def test_the_daily_limit_holds_for_each_day_of_the_course_so_far():
    assert found(at(1, 30, 23, 59), daily=5) == [(5, "5 a day for 1 day")]
    assert found(at(1, 31, 0, 0), daily=5) == [(10, "5 a day for 2 days")]
    assert found(at(3, 1, 12, 0), daily=5) == [(160, "5 a day for 32 days")]


def test_a_monthly_limit_holds_for_each_month_so_far():
    assert found(at(1, 31, 12), monthly=9) == [(9, "9 a month for 1 month")]
    assert found(at(3, 1, 12), monthly=9) == [(27, "9 a month for 3 months")]


def test_the_limit_in_all_holds_as_it_is():
    limits = {"daily": 5, "total": 7, "monthly": None, "concurrent": 1}

    assert found(at(1, 31, 12), **limits) == [
        (10, "5 a day for 2 days"),
        (7, "7 in all"),
    ]


def test_without_a_release_no_days_are_counted():
    assert found(at(1, 31, 12), released=None, daily=5, total=7) == [(7, "7 in all")]


def test_before_the_release_there_are_no_days_yet():
    assert found(at(1, 29, 12), daily=5) == [(0, "5 a day for 0 days")]


def test_without_limits_anything_may_be_put_together():
    assert found(at(1, 31, 12)) == []
