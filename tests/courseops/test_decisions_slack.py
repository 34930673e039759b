"""How many slack days a student lets a component take."""

from datetime import UTC, datetime, timedelta

import pytest

from courseops.decisions.slack import (
    SlackCapRefusedError,
    cap_own_slack,
    cap_slack,
    closes,
    takes_slack,
)
from courseops.models import AuditEvent, Component, Course, SlackCap
from tests.factories import ComponentFactory

ON_TIME = datetime(2020, 9, 28, 3, 59, 59, tzinfo=UTC)
LATE = datetime(2020, 10, 19, 3, 59, 59, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def course(course: Course) -> Course:
    course.slack = {"days": 7, "strategy": "chronological"}
    course.save()
    return course


@pytest.fixture
def hw1(course) -> Component:
    return ComponentFactory(
        course=course,
        slug="hw1p2",
        on_time=ON_TIME,
        late=LATE,
        late_policy={"kind": "slack_or_late"},
    )


def test_a_student_can_change_the_cap_until_the_late_deadline(hw1, alice):
    cap_own_slack(component=hw1, student=alice, days=0, at=LATE)

    assert SlackCap.objects.get().days == 0


def test_a_second_after_the_late_deadline_the_cap_stands(hw1, alice):
    with pytest.raises(SlackCapRefusedError, match="deadline has passed"):
        cap_own_slack(component=hw1, student=alice, days=0, at=LATE + SECOND)

    assert not SlackCap.objects.exists()


def test_staff_can_change_it_after_the_deadline(hw1, alice):
    cap_slack(
        component=hw1, student=alice, days=3, actor=None, at=LATE + timedelta(days=9)
    )

    assert SlackCap.objects.get().days == 3


def test_a_new_cap_replaces_and_none_removes_it(hw1, alice):
    cap_own_slack(component=hw1, student=alice, days=3, at=ON_TIME)
    cap_own_slack(component=hw1, student=alice, days=1, at=ON_TIME)
    assert SlackCap.objects.get().days == 1

    cap_own_slack(component=hw1, student=alice, days=None, at=ON_TIME)

    assert not SlackCap.objects.exists()


def test_the_change_is_recorded_with_what_was_before(hw1, alice):
    cap_own_slack(component=hw1, student=alice, days=3, at=ON_TIME)
    cap_own_slack(component=hw1, student=alice, days=1, at=ON_TIME)

    event = AuditEvent.objects.first()
    assert (event.actor, event.verb) == (alice.user, "slack.cap")
    assert (event.before, event.after) == ({"days": 3}, {"days": 1})


@pytest.mark.parametrize("days", [-1, 1001])
def test_a_number_that_is_none_is_refused(hw1, alice, days):
    with pytest.raises(SlackCapRefusedError, match="from 0 to 1000"):
        cap_slack(component=hw1, student=alice, days=days, actor=None, at=ON_TIME)


def test_a_course_without_slack_has_nothing_to_cap(hw1, alice):
    hw1.course.slack = None

    with pytest.raises(SlackCapRefusedError, match="has no slack days"):
        cap_slack(component=hw1, student=alice, days=1, actor=None, at=ON_TIME)


@pytest.mark.parametrize(
    ("policy", "slack", "takes"),
    [
        ({"kind": "slack_or_late"}, None, True),
        ({"kind": "free_days"}, True, True),
        ({"kind": "slack_or_late"}, False, False),
        ({"kind": "refuse"}, None, False),
        (None, None, False),
    ],
)
def test_slack_days_are_for_two_policies_unless_the_file_says_no(
    hw1, policy, slack, takes
):
    hw1.late_policy, hw1.slack = policy, slack

    assert takes_slack(hw1) is takes


def test_a_student_cannot_cap_what_takes_no_slack(hw1, alice):
    hw1.late_policy = {"kind": "refuse"}

    with pytest.raises(SlackCapRefusedError, match="takes no slack days"):
        cap_own_slack(component=hw1, student=alice, days=1, at=ON_TIME)


def test_without_a_late_deadline_slack_closes_on_time_and_free_days_never(hw1):
    hw1.late = None

    assert closes(hw1) == ON_TIME
    hw1.late_policy = {"kind": "free_days"}
    assert closes(hw1) is None
