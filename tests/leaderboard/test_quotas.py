"""Days and months as limits count them, in zones where midnight is not what it seems."""

from datetime import UTC, datetime, timedelta

import pytest

from leaderboard import services
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

    quota = services.quota(competition=competition, enrollment=alice, at=at)

    assert quota.daily.used == len(inside)
    assert quota.daily.resets_at == end
