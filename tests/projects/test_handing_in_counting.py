"""Which version counts, for whom, and which number it has."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseops.models import Extension
from projects.counting import (
    all_versions,
    counting_version,
    latest_counting,
    numbered,
    versions,
)
from projects.models import HandIn
from tests.factories import EnrollmentFactory
from tests.projects.handed_in import AT, hand_in, team, work

DAY = timedelta(days=1)


@pytest.fixture
def report(course):
    """Due at AT."""
    return work(course, on_time=AT)


def extended(component, student, *, days):
    return Extension.objects.create(
        component=component, enrollment=student, days=days, at=AT, reason="ill"
    )


hours = st.integers(min_value=-5, max_value=5)


@given(came=st.lists(hours, max_size=6), ends=st.lists(st.none() | hours, max_size=3))
def test_the_latest_in_time_counts_for_each(came, ends):
    handins = [
        HandIn(pk=key, received_at=AT + timedelta(hours=hour))
        for key, hour in enumerate(came)
    ]
    deadlines = {
        who: None if end is None else AT + timedelta(hours=end)
        for who, end in enumerate(ends)
    }

    found = numbered(reversed(handins), deadlines=deadlines)

    assert [one.number for one in found] == [*range(1, len(came) + 1)]
    order = [(one.handin.received_at, one.handin.pk) for one in found]
    assert order == sorted((one.received_at, one.pk) for one in handins)
    for who, end in deadlines.items():
        in_time = [one for one in found if end is None or one.handin.received_at <= end]
        assert [one for one in found if who in one.counts_for] == in_time[-1:]
        assert [one for one in found if who in one.late_for] == [
            one for one in found if one not in in_time
        ]
        counting = counting_version(found, member=who)
        assert counting == ((in_time or found or [None])[-1])


def test_members_of_a_team_have_versions_together(course, report, alice):
    mate = EnrollmentFactory(course=course)
    team(report, "owls", alice, mate)
    first = hand_in(report, alice, at=AT - DAY)
    second = hand_in(report, mate, at=AT)
    late = hand_in(report, alice, at=AT + DAY)

    found = versions(report, [alice, mate])

    assert [one.handin for one in found] == [first, second, late]
    assert [one.counts for one in found] == [False, True, False]
    assert [one.is_late for one in found] == [False, False, True]
    counting = {alice.pk: second, mate.pk: second}
    assert latest_counting(report, course) == counting


def test_who_has_longer_has_another_version_that_counts(course, report, alice):
    mate = EnrollmentFactory(course=course)
    team(report, "owls", alice, mate)
    extended(report, mate, days=2)
    first = hand_in(report, alice, at=AT)
    late = hand_in(report, alice, at=AT + DAY)

    assert latest_counting(report, course) == {alice.pk: first, mate.pk: late}
    last = versions(report, [alice, mate])[-1]
    assert last.late_for == {alice.pk}
    assert not last.is_late


def test_what_came_late_stands_in_only_where_asked(course, report, alice):
    late = hand_in(report, alice, at=AT + DAY)

    assert latest_counting(report, course) == {}
    assert latest_counting(report, course, or_latest=True) == {alice.pk: late}


def test_more_students_take_no_more_queries(
    course, report, alice, django_assert_num_queries
):
    for _ in range(3):
        one, other = EnrollmentFactory.create_batch(2, course=course)
        team(report, f"team of {one.pk}", one, other)
        hand_in(report, one)
        hand_in(report, other)
    alone = EnrollmentFactory(course=course)
    hand_in(report, alone)

    # Hand-ins and their items, teams (and who shares them), people, extensions.
    with django_assert_num_queries(6):
        found = all_versions(report, course)
    assert sorted(len(of_one) for of_one in found.values()) == [1, 2, 2, 2]
    with django_assert_num_queries(3):
        versions(report, [alone])
