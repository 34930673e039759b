"""Where in its term the demo stands."""

from datetime import date, timedelta

import pytest

from courseops.demo.term import first_day

TODAY = date(2026, 3, 4)


@pytest.mark.parametrize("days", range(14))
def test_the_second_homework_is_due_on_a_sunday_in_two_to_eight_days(days):
    today = TODAY + timedelta(days=days)

    start = first_day(today)

    assert start.weekday() == 0
    assert 2 <= (start + timedelta(days=55) - today).days <= 8
