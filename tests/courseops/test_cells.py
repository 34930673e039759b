"""What a cell of a CSV may say."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from courseops.cells import arrival, number, number_within, whole

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2020, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "value"),
    [("7", 7), ("-0.5", -0.5), (".5", 0.5), ("3.", 3), ("+1e2", 100), ("1E-2", 0.01)],
)
def test_a_number_is_decimal_or_scientific(text, value):
    assert number(text) == value


@pytest.mark.parametrize(
    "text",
    ["", "1_0", "nan", "inf", "-Infinity", "1e999", "0x10", "1,5", "1 000", "٣", "5%"],
)
def test_what_is_no_finite_number_is_refused(text):
    with pytest.raises(ValueError, match="no finite number"):
        number(text)


@pytest.mark.parametrize(
    ("text", "reason"), [("-0.1", "is below 0"), ("10.01", "is more than 10")]
)
def test_a_number_out_of_its_range_is_refused(text, reason):
    with pytest.raises(ValueError, match=reason):
        number_within(text, most=10)


@pytest.mark.parametrize("text", ["0", "-1", "2.0", "1e1", "", "99999999999"])
def test_a_count_is_a_whole_number(text):
    with pytest.raises(ValueError, match="no whole number"):
        whole(text, least=1)


def test_an_arrival_without_an_offset_is_course_time():
    found = arrival("2020-09-27T18:00:00.9", zone=NEW_YORK, now=NOW)

    assert found == datetime(2020, 9, 27, 22, tzinfo=UTC)


def test_an_arrival_in_the_future_is_refused():
    with pytest.raises(ValueError, match="later than now"):
        arrival("2020-12-01T00:00:01Z", zone=NEW_YORK, now=NOW)
