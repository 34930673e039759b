from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseops.timeline import lay_out

DUE = datetime(2020, 9, 28, 3, 59, 59, tzinfo=UTC)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
NO_DATES = dict.fromkeys(("released", "early", "on_time", "late", "code"))

instants = st.datetimes(
    min_value=datetime(2020, 1, 1),
    max_value=datetime(2021, 1, 1),
    timezones=st.just(UTC),
)


def test_without_any_date_there_is_no_line():
    assert lay_out(**NO_DATES, now=DUE) is None


def test_dates_stand_in_the_order_of_time():
    line = lay_out(
        released=DUE - 20 * DAY,
        early=DUE - 10 * DAY,
        on_time=DUE,
        late=DUE + 20 * DAY,
        code=DUE + 7 * DAY,
        now=DUE - DAY,
    )

    assert [(s.label, s.state) for s in line.stops] == [
        ("Released", "done"),
        ("Early", "done"),
        ("On time", "next"),
        ("Code", "later"),
        ("Late", "later"),
    ]
    assert line.now_after == 2
    assert line.next_stop.at == DUE


@pytest.mark.parametrize(
    ("now", "passed"), [(DUE - SECOND, False), (DUE, False), (DUE + SECOND, True)]
)
def test_a_deadline_passes_with_the_second_after_it(now, passed):
    line = lay_out(**NO_DATES | {"on_time": DUE}, now=now)

    assert (line.stops[0].state == "done") is passed


@pytest.mark.parametrize(("now", "open_"), [(DUE - SECOND, False), (DUE, True)])
def test_a_release_passes_with_its_own_second(now, open_):
    line = lay_out(**NO_DATES | {"released": DUE}, now=now)

    assert (line.stops[0].state == "done") is open_


@pytest.mark.parametrize(("now", "label"), [(DUE - DAY, "Opens"), (DUE, "Released")])
def test_a_release_is_told_in_its_tense(now, label):
    line = lay_out(**NO_DATES | {"released": DUE}, now=now)

    assert line.stops[0].label == label


def test_a_single_deadline_is_called_due():
    line = lay_out(**NO_DATES | {"on_time": DUE}, now=DUE)

    assert line.stops[0].label == "Due"


def test_after_the_last_date_nothing_is_next():
    line = lay_out(**NO_DATES | {"on_time": DUE}, now=DUE + DAY)

    assert line.next_stop is None
    assert line.stops[-1].position < line.now <= 100


@given(
    dates=st.lists(instants, min_size=5, max_size=5, unique=True),
    present=st.sets(st.integers(0, 4), min_size=1),
    now=instants,
)
def test_labels_never_collide_and_now_stands_between_its_neighbours(
    dates, present, now
):
    given_dates = {
        key: dates[i] if i in present else None for i, key in enumerate(NO_DATES)
    }

    line = lay_out(**given_dates, now=now)

    places = [stop.position for stop in line.stops]
    assert all(b - a >= 10 for a, b in pairwise(places))
    assert places[0] >= 0
    assert places[-1] <= 100 + 1e-9
    before = [s.position for s in line.stops if s.at <= now]
    after = [s.position for s in line.stops if s.at >= now]
    assert max(before, default=0) - 1e-9 <= line.now <= min(after, default=100) + 1e-9
