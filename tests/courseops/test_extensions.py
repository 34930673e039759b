"""An extension moves deadlines as policies.md section 1 has it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from courseops.extensions import Deadlines, moved
from courseops.instants import parse_instant

NEW_YORK = ZoneInfo("America/New_York")
SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Extension:
    days: int | None = None
    until: datetime | None = None
    early: datetime | None = None
    on_time: datetime | None = None
    late: datetime | None = None


def instant(text: str) -> datetime:
    return parse_instant(text, zone=NEW_YORK)


EARLY = instant("2020-09-16 23:59:59")
ON_TIME = instant("2020-09-27 23:59:59")
LATE = instant("2020-10-18 23:59:59")
instants = st.datetimes(
    min_value=datetime(2000, 1, 1),
    max_value=datetime(2035, 1, 1),
    timezones=st.just(UTC),
).map(lambda at: at.replace(microsecond=0))
zones = st.sampled_from(
    ["America/New_York", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"]
).map(ZoneInfo)


def move(extension: Extension, *, zone: ZoneInfo = NEW_YORK) -> Deadlines:
    return moved(
        early=EARLY, on_time=ON_TIME, late=LATE, extension=extension, zone=zone
    )


def only(on_time: datetime, *, days: int) -> datetime | None:
    extension = Extension(days=days)
    return moved(
        early=None, on_time=on_time, late=None, extension=extension, zone=NEW_YORK
    ).on_time


def test_days_move_all_three_deadlines():
    assert move(Extension(days=3)) == (
        instant("2020-09-19 23:59:59"),
        instant("2020-09-30 23:59:59"),
        instant("2020-10-21 23:59:59"),
    )


def test_until_moves_on_time_there_and_the_others_by_as_much():
    until = ON_TIME + timedelta(days=1, seconds=1)

    assert move(Extension(until=until)) == (
        EARLY + timedelta(days=1, seconds=1),
        until,
        LATE + timedelta(days=1, seconds=1),
    )


def test_until_counts_elapsed_time_over_a_clock_change():
    until = instant("2020-10-11 23:59:59")
    late = instant("2020-10-25 23:59:59")

    found = moved(
        early=None,
        on_time=ON_TIME,
        late=late,
        extension=Extension(until=until),
        zone=NEW_YORK,
    )

    assert found.late == instant("2020-11-08 22:59:59")


def test_an_instant_of_its_own_wins_over_days():
    late = instant("2020-11-30 12:00:00")

    found = move(Extension(days=1, late=late))

    assert found == (EARLY + timedelta(days=1), ON_TIME + timedelta(days=1), late)


def test_an_instant_of_its_own_makes_a_deadline_that_was_not_there():
    late = instant("2020-11-30 12:00:00")

    found = moved(
        early=None,
        on_time=ON_TIME,
        late=None,
        extension=Extension(late=late),
        zone=NEW_YORK,
    )

    assert found == (None, ON_TIME, late)


def test_until_moves_nothing_without_an_on_time_deadline():
    found = moved(
        early=EARLY,
        on_time=None,
        late=None,
        extension=Extension(until=LATE),
        zone=NEW_YORK,
    )

    assert found == (EARLY, None, None)


def test_days_keep_the_clock_time_over_the_end_of_summer_time():
    saturday = instant("2020-10-31 23:59:59")

    assert only(saturday, days=1) == saturday + timedelta(hours=25)


def test_days_keep_the_clock_time_over_the_start_of_summer_time():
    saturday = instant("2021-03-13 23:59:59")

    assert only(saturday, days=1) == saturday + timedelta(hours=23)


def test_a_clock_time_shown_twice_is_the_second():
    assert only(instant("2020-10-31 01:30:00"), days=1) == instant(
        "2020-11-01T01:30:00-05:00"
    )


def test_a_clock_time_that_is_skipped_is_read_with_the_clocks_before_the_change():
    assert only(instant("2021-03-13 02:30:00"), days=1) == instant(
        "2021-03-14T03:30:00-04:00"
    )


def test_the_second_before_and_after_the_skipped_hour_keep_their_clock_time():
    before, after = instant("2021-03-13 01:59:59"), instant("2021-03-13 03:00:00")

    assert only(before, days=1) == instant("2021-03-14T01:59:59-05:00")
    assert only(after, days=1) == instant("2021-03-14T03:00:00-04:00")


@given(at=instants, days=st.integers(0, 400), zone=zones)
def test_the_clock_time_stays_unless_the_clocks_skip_it(at, days, zone):
    found = moved(
        early=at, on_time=None, late=None, extension=Extension(days=days), zone=zone
    ).early

    wanted = at.astimezone(zone).replace(tzinfo=None) + timedelta(days=days)
    shown = found.astimezone(zone).replace(tzinfo=None)
    exists = wanted.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
    assert shown == wanted or exists.replace(tzinfo=None) != wanted
    assert shown - wanted <= timedelta(hours=1)


@given(at=instants, until=instants, zone=zones)
def test_until_holds_to_the_second(at, until, zone):
    found = moved(
        early=at - SECOND,
        on_time=at,
        late=at + SECOND,
        extension=Extension(until=until),
        zone=zone,
    )

    assert found == (until - SECOND, until, until + SECOND)


@given(at=instants, gap=st.integers(0, 10**7), days=st.integers(0, 400), zone=zones)
def test_deadlines_keep_their_order_up_to_an_hour_that_is_skipped(at, gap, days, zone):
    found = moved(
        early=None,
        on_time=at,
        late=at + gap * SECOND,
        extension=Extension(days=days),
        zone=zone,
    )

    assert found.late - found.on_time >= -timedelta(hours=1)


@given(at=instants, zone=zones)
def test_no_days_leave_deadlines_where_they_are(at, zone):
    found = moved(
        early=at,
        on_time=at,
        late=None,
        extension=Extension(days=0),
        zone=zone,
    )

    assert found == (at, at, None)
