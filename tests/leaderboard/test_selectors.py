from datetime import UTC, datetime, timedelta

import pytest

from leaderboard.selectors import monitor, submissions
from leaderboard.selectors.monitor import Filter
from tests.factories import (
    CompetitionFactory,
    EnrollmentFactory,
    SubmissionFactory,
)

AT = datetime(2020, 9, 20, 12, tzinfo=UTC)


@pytest.fixture
def competition(course):
    return CompetitionFactory(component__course=course, component__slug="hw1p2")


def student(course, name, **changes):
    return EnrollmentFactory(
        course=course, user__login=name, user__name=name.title(), **changes
    )


def test_own_submissions_are_mine_alone_newest_first(alice, course, competition):
    first = SubmissionFactory(competition=competition, enrollment=alice)
    second = SubmissionFactory(
        competition=competition,
        enrollment=alice,
        received_at=first.received_at + timedelta(hours=1),
    )
    SubmissionFactory(competition=competition, enrollment=student(course, "ann"))

    found = submissions.own_submissions(competition=competition, members=[alice])

    assert list(found) == [second, first]


def test_the_monitor_filters_by_competition_state_and_student(course, competition):
    other = CompetitionFactory(component__course=course)
    ann = student(course, "ann")
    SubmissionFactory(competition=competition, enrollment=ann, state="scored")
    SubmissionFactory(competition=other, enrollment=ann, state="queued")
    SubmissionFactory(competition=competition, enrollment=student(course, "ben"))
    wanted = SubmissionFactory(competition=competition, enrollment=ann, state="queued")

    found = monitor.submissions(
        course=course,
        chosen=Filter(competition="hw1p2", student="ANN", state="queued"),
    )

    assert list(found) == [wanted]


def test_the_overview_counts_every_state_and_dates_the_oldest_waiting(
    course, competition
):
    for minute, state in enumerate(["scored", "queued", "queued", "failed"]):
        SubmissionFactory(
            competition=competition,
            state=state,
            received_at=AT + timedelta(minutes=minute),
        )

    found = monitor.overview(course=course, chosen=Filter())

    assert found.counts == {
        "queued": 2,
        "scoring": 0,
        "scored": 1,
        "refused": 0,
        "failed": 1,
        "cancelled": 0,
    }
    assert found.oldest_waiting == AT + timedelta(minutes=1)


def test_the_monitor_shows_no_other_course(course, charlie):
    SubmissionFactory(
        enrollment=charlie.enrollments.get(),
        competition=CompetitionFactory(
            component__course=charlie.enrollments.get().course
        ),
    )

    assert not monitor.submissions(course=course, chosen=Filter()).exists()
