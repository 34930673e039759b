"""Days and months as limits count them, in zones where midnight is not what it seems."""

from datetime import UTC, datetime, timedelta

import pytest

from leaderboard import limits
from leaderboard.quotas import Allowance, Quota, stays_true
from tests.factories import CompetitionFactory, EnrollmentFactory, SubmissionFactory


@pytest.mark.parametrize(
    ("zone", "at", "start", "end"),
    [
        # 25-hour day: the clocks go back an hour at 02:00.
        (
            "America/New_York",
            datetime(2020, 11, 1, 12, tzinfo=UTC),
            datetime(2020, 11, 1, 4, tzinfo=UTC),
            datetime(2020, 11, 2, 5, tzinfo=UTC),
        ),
        # There is no midnight: the clocks go from 00:00 to 01:00.
        (
            "America/Havana",
            datetime(2020, 3, 8, 12, tzinfo=UTC),
            datetime(2020, 3, 8, 5, tzinfo=UTC),
            datetime(2020, 3, 9, 4, tzinfo=UTC),
        ),
    ],
)
def test_day_of_a_clock_change_is_as_long_as_it_is(course, zone, at, start, end):
    course.time_zone = zone
    course.save()
    competition = CompetitionFactory(component__course=course, limits={"daily": 3})
    alice = EnrollmentFactory(course=course)
    inside = (start, end - timedelta(seconds=1))
    outside = (start - timedelta(seconds=1), end)
    for received in (*inside, *outside):
        SubmissionFactory(
            competition=competition, enrollment=alice, received_at=received
        )

    quota = limits.quota(competition=competition, enrollment=alice, at=at)

    assert quota.daily.used == len(inside)
    assert quota.daily.resets_at == end


NOON = datetime(2020, 9, 20, 12, tzinfo=UTC)


def used(number: int, *, seconds: float) -> Allowance:
    resets = NOON + timedelta(seconds=seconds)
    return Allowance(limit=5, used=number, resets_at=resets)


@pytest.mark.parametrize(
    ("quota", "seconds"),
    [
        (Quota(), None),
        (Quota(daily=used(1, seconds=90.5)), 91),
        (Quota(daily=used(0, seconds=90)), None),
        (Quota(monthly=used(1, seconds=90 * 86400)), None),
        (Quota(daily=used(1, seconds=90), refused=used(2, seconds=30)), 30),
        (Quota(total=Allowance(limit=5, used=5, resets_at=None)), None),
    ],
)
def test_a_page_asks_again_when_something_is_free_again(quota, seconds):
    assert stays_true(quota, at=NOON) == seconds


@pytest.mark.parametrize(
    ("refused", "left", "warns"),
    [(None, 3, False), (0, 3, False), (1, 3, True), (5, 0, True)],
)
def test_too_many_refused_files_leave_nothing_to_hand_in(refused, left, warns):
    quota = Quota(
        daily=used(2, seconds=1),
        refused=None if refused is None else used(refused, seconds=1),
    )

    assert (quota.left, quota.warns_of_refused) == (left, warns)
