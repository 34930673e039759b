"""Slack days as a ledger, recomputed from what was received."""

from datetime import timedelta

import pytest

from courseops.models import Extension, SlackCap
from grading import gradebook
from grading.ledger import ledger
from tests.factories import AssignmentFactory, CompetitionFactory
from tests.grading.instants import DEADLINE, LATER

WEEK = timedelta(days=7)
SLACK = {"kind": "slack_or_late", "late_factor": 0.9, "early_factor": 0.9}
FREE = {"kind": "free_days", "per_extra_day": 0.25, "early_factor": 0.9}


@pytest.fixture
def two(course, hw1p2):
    """Three slack days and two competitions, a week apart."""
    course.slack = {"days": 3, "strategy": "chronological", "unit": "24h"}
    course.save()
    second = CompetitionFactory(
        component__course=course,
        component__slug="hw2p2",
        component__title="Second",
        component__on_time=DEADLINE + WEEK,
        component__assignment=AssignmentFactory(course=course, slug="hw2"),
    )
    for competition in (hw1p2, second):
        with_policy(competition.component, SLACK)
    return hw1p2, second


def with_policy(component, policy):
    component.late_policy = policy
    component.late = component.on_time + WEEK
    component.save()


def entries(enrollment):
    book = gradebook.load(course=enrollment.course, at=LATER + WEEK + WEEK)
    found = ledger(book, book.students.login.index(enrollment.user.login))
    return [
        (one.slug, one.before, one.taken, one.after, one.why) for one in found.entries
    ]


def test_a_course_without_slack_has_none(alice, hw1p2):
    assert ledger(gradebook.load(course=alice.course, at=LATER), 0) is None


def test_days_go_in_the_order_of_deadlines(alice, two, hand_in):
    first, second = two
    hand_in(alice, first, 0.9, at=DEADLINE + timedelta(days=2))
    hand_in(alice, second, 0.9, at=DEADLINE + WEEK + timedelta(days=2))

    assert entries(alice) == [
        ("hw1p2", 3, 2, 1, "2 days late, covered"),
        ("hw2p2", 1, 0, 1, "2 days late, not covered"),
    ]


def test_the_student_s_own_deadlines_give_the_order(alice, two, hand_in):
    first, second = two
    Extension.objects.create(
        component=first.component, enrollment=alice, days=8, reason="ill", at=DEADLINE
    )
    hand_in(alice, second, 0.9, at=DEADLINE + WEEK + timedelta(days=3))
    hand_in(alice, first, 0.9, at=DEADLINE + timedelta(days=9))

    assert [slug for slug, *_ in entries(alice)] == ["hw2p2", "hw1p2"]
    assert entries(alice)[0] == ("hw2p2", 3, 3, 0, "3 days late, covered")


def test_an_excuse_gives_the_days_back(alice, two, hand_in):
    first, second = two
    hand_in(alice, first, 0.9, at=DEADLINE + timedelta(days=2))
    hand_in(alice, second, 0.9, at=DEADLINE + WEEK + timedelta(days=2))
    Extension.objects.create(
        component=first.component,
        enrollment=alice,
        excused=True,
        reason="ill",
        at=DEADLINE,
    )

    assert entries(alice) == [
        ("hw1p2", 3, 0, 3, "excused: it takes no days"),
        ("hw2p2", 3, 2, 1, "2 days late, covered"),
    ]


def test_a_cap_keeps_days_for_later(alice, two, hand_in):
    first, _second = two
    SlackCap.objects.create(
        component=first.component, enrollment=alice, days=0, at=DEADLINE
    )
    hand_in(alice, first, 0.9, at=DEADLINE + timedelta(days=2))

    assert entries(alice)[0][-1] == "2 days late, not covered, you allow 0 here"


def test_a_drop_gives_free_days_back(alice, two, hand_in):
    first, second = two
    for competition in two:
        with_policy(competition.component, FREE)
    category = first.component.assignment.category
    category.drop_lowest = 1
    category.save()
    hand_in(alice, first, 0.6, at=DEADLINE + timedelta(days=3))
    hand_in(alice, second, 0.9, at=DEADLINE + WEEK + timedelta(days=3))

    assert entries(alice) == [
        ("hw1p2", 3, 0, 3, "dropped: its days went back to the others"),
        ("hw2p2", 3, 3, 0, "3 days late, covered"),
    ]


def test_what_is_missing_takes_nothing(alice, two):
    assert {why for *_, why in entries(alice)} == {"nothing received"}
