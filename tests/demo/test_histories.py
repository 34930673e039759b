"""When the demo's students submit, and how well."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courseops.demo.histories import Window, history

ZONE = ZoneInfo("America/New_York")
START = datetime(2025, 1, 13, 5, tzinfo=UTC)
DAY = timedelta(days=1)
WINDOW = Window(
    released=START,
    deadlines=[START + 10 * DAY, START + 20 * DAY],
    closes=START + 34 * DAY,
    worst=0.1,
    best=0.8,
    taken_by=1.0,
    tries=5,
    daily=3,
)


def histories(until: datetime, students: int = 40):
    return [
        history(Random(n), WINDOW, skill=0.7, until=until, zone=ZONE)
        for n in range(students)
    ]


@given(seed=st.integers(0, 10_000), skill=st.floats(0, 1), days=st.floats(1, 60))
@settings(max_examples=60)
def test_nothing_is_handed_in_before_the_release_after_now_or_after_the_close(
    seed, skill, days
):
    until = START + days * DAY

    tries = history(Random(seed), WINDOW, skill=skill, until=until, zone=ZONE)

    assert all(START < t.at <= min(until, WINDOW.closes) for t in tries)
    assert [t.at for t in tries] == sorted({t.at for t in tries})


@given(seed=st.integers(0, 10_000))
@settings(max_examples=40)
def test_nobody_exceeds_the_daily_limit(seed):
    tries = history(Random(seed), WINDOW, skill=0.9, until=WINDOW.closes, zone=ZONE)

    days = Counter(t.at.astimezone(ZONE).date() for t in tries)
    assert max(days.values(), default=0) <= WINDOW.daily


def test_scores_stay_in_the_range_of_the_class():
    scores = [t.score for h in histories(WINDOW.closes) for t in h if t.score]

    assert min(scores) >= WINDOW.worst
    assert max(scores) <= WINDOW.best


def test_more_is_handed_in_on_the_days_of_deadlines():
    tries = [t.at for h in histories(WINDOW.closes) for t in h]

    eves = [at for at in tries if any(d - DAY < at <= d for d in WINDOW.deadlines)]
    assert len(eves) / len(tries) > 3 * 2 / 20


def test_most_students_end_better_than_they_began():
    scored = [
        [t.score for t in h if t.score is not None] for h in histories(WINDOW.closes)
    ]
    several = [scores for scores in scored if len(scores) > 3]

    improved = sum(max(scores) > scores[0] for scores in several)
    assert improved / len(several) > 0.8


def test_the_same_seed_gives_the_same_history():
    assert histories(START + 15 * DAY) == histories(START + 15 * DAY)


@pytest.mark.parametrize("hour", range(3, 8))
def test_the_small_hours_are_quiet(hour):
    tries = [t.at for h in histories(WINDOW.closes, 80) for t in h]

    share = sum(at.astimezone(ZONE).hour == hour for at in tries) / len(tries)
    assert share < 0.03
