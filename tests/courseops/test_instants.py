"""Instants as people write them (policies.md section 1)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseops.instants import in_words, in_zone, parse_instant

NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2020-09-27T18:00:00Z", datetime(2020, 9, 27, 18, tzinfo=UTC)),
        ("2020-09-27T18:00:00-04:00", datetime(2020, 9, 27, 22, tzinfo=UTC)),
        ("2020-09-27T18:00:00+0530", datetime(2020, 9, 27, 12, 30, tzinfo=UTC)),
        ("2020-09-27T18:00:00", datetime(2020, 9, 27, 22, tzinfo=UTC)),
        ("2020-09-27 18:00", datetime(2020, 9, 27, 22, tzinfo=UTC)),
        (" 2020-12-18T00:00 ", datetime(2020, 12, 18, 5, tzinfo=UTC)),
        ("2020-09-27T18:00:00.5Z", datetime(2020, 9, 27, 18, 0, 0, 500_000, UTC)),
    ],
)
def test_instant_is_read_with_its_offset_or_in_course_time(text, instant):
    assert parse_instant(text, zone=NEW_YORK) == instant


def test_time_that_occurs_twice_is_the_second_one():
    assert parse_instant("2020-11-01T01:30", zone=NEW_YORK) == datetime(
        2020, 11, 1, 6, 30, tzinfo=UTC
    )


def test_time_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="02:30:00 does not exist in America/New_York"):
        parse_instant("2020-03-08T02:30", zone=NEW_YORK)


@pytest.mark.parametrize(
    "text",
    [
        "0001-01-01T00:00Z",
        "9999-12-31T23:59:59",
        "0001-01-01T00:00+14:00",
        "9999-12-31T23:59:59-12:00",
    ],
)
def test_what_the_calendar_does_not_reach_is_refused(text):
    with pytest.raises(ValueError, match="is beyond the calendar"):
        parse_instant(text, zone=NEW_YORK)


def test_offset_names_an_instant_also_in_the_hour_that_does_not_exist():
    assert parse_instant("2020-03-08T02:30:00-05:00", zone=NEW_YORK) == datetime(
        2020, 3, 8, 7, 30, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2020-09-27", "27.09.2020 18:00", "2020-13-01T00:00", "1601208000"],
)
def test_anything_else_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="2020-09-27T18:00"):
        parse_instant(text, zone=NEW_YORK)


@given(
    st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)),
    st.sampled_from(["America/New_York", "Europe/Berlin", "Australia/Lord_Howe"]),
)
def test_clocks_of_the_zone_show_the_local_time_or_it_does_not_exist(local, name):
    zone = ZoneInfo(name)
    try:
        instant = in_zone(local, zone=zone)
    except ValueError:
        first = local.replace(tzinfo=zone, fold=0).utcoffset()
        second = local.replace(tzinfo=zone, fold=1).utcoffset()
        assert second > first
        return

    assert instant.astimezone(zone).replace(tzinfo=None, fold=0) == local
    later = instant + timedelta(minutes=30)
    assert later.astimezone(zone).replace(tzinfo=None, fold=0) != local


def test_instant_is_written_with_the_zone_named():
    assert (
        in_words(datetime(2020, 9, 28, 3, 59, 59, tzinfo=UTC), zone=NEW_YORK)
        == "27 Sep 2020, 23:59 EDT"
    )


def test_zone_without_a_name_shows_its_offset():
    assert (
        in_words(
            datetime(2020, 9, 28, 3, tzinfo=UTC), zone=ZoneInfo("America/Sao_Paulo")
        )
        == "28 Sep 2020, 00:00 UTC-03"
    )
