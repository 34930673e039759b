"""What a student is told before an upload: what it would count as, cost and gain."""

from datetime import timedelta

import pytest
from django.urls import reverse

from courseops.models import Extension, SlackCap
from grading import gradebook
from grading.prospects import outlook
from tests.grading.instants import DEADLINE, IN_TIME, LATER

LATE_POLICY = {"kind": "slack_or_late", "late_factor": 0.9, "early_factor": 0.9}


@pytest.fixture
def slack(course, hw1p2):
    """Five slack days, and two weeks in which they may be spent on the competition."""
    course.slack = {"days": 5, "strategy": "chronological", "unit": "24h"}
    course.save()
    component = hw1p2.component
    component.late = DEADLINE + timedelta(days=14)
    component.late_policy = LATE_POLICY
    component.save()
    return component


def told(enrollment, at):
    book = gradebook.load(course=enrollment.course, at=at, enrollment=enrollment)
    (component,) = [one for _, _, one in book.plan.components()]
    return outlook(book, component, 0)


def test_in_time_it_tells_until_when(alice, slack):
    found = told(alice, IN_TIME)

    assert found.headline == (
        "An upload now is on time, until 27 Sep 2020, 23:59:59 EDT."
    )
    assert found.lines == ["On time: at most 100.00."]


def test_late_it_tells_both_ways(alice, slack, hw1p2, hand_in):
    hand_in(alice, hw1p2, 0.66)

    found = told(alice, DEADLINE + timedelta(days=1, seconds=1))

    assert found.headline == "An upload now is 2 days late."
    assert found.lines == [
        "It counts as late: at most 90.00. A score above 0.686667 raises your mark.",
        (
            "It spends 2 of your 5 slack days left: at most 100.00."
            " A score above 0.66 raises your mark."
        ),
    ]


def test_what_cannot_raise_the_mark_says_so(alice, slack, hw1p2, hand_in):
    hand_in(alice, hw1p2, 0.71)

    late, with_slack = told(alice, DEADLINE + timedelta(days=1)).lines

    assert late.endswith("Your mark is that good already.")
    assert "raises your mark" in with_slack


def test_a_cap_of_zero_leaves_only_late(alice, slack):
    SlackCap.objects.create(component=slack, enrollment=alice, days=0, at=IN_TIME)

    found = told(alice, DEADLINE + timedelta(days=1))

    assert found.lines == [
        "It counts as late: at most 90.00.",
        "You let this component take at most 0 days of slack.",
    ]


def test_more_days_late_than_left_cannot_be_covered(alice, slack):
    found = told(alice, DEADLINE + timedelta(days=6))

    assert found.lines == ["It counts as late: at most 90.00."]


def test_after_the_last_deadline_it_counts_for_nothing(alice, slack):
    found = told(alice, LATER + timedelta(days=30))

    assert not found.counts
    assert found.headline.startswith("An upload now counts for nothing")


def test_the_early_deadline_is_named_before_it_and_after_it(alice, slack):
    slack.early = IN_TIME
    slack.save()

    assert any("meets the early" in x for x in told(alice, IN_TIME).lines)
    missed = told(alice, IN_TIME + timedelta(seconds=1)).lines
    assert missed[0] == "On time: at most 90.00."
    assert "multiplied by 0.9" in missed[1]


def test_an_extension_moves_it(alice, slack):
    Extension.objects.create(
        component=slack, enrollment=alice, days=2, reason="ill", at=IN_TIME
    )

    assert "on time" in told(alice, DEADLINE + timedelta(days=2)).headline


def test_the_page_and_its_part_tell_it(client, alice, slack):
    url = reverse("grading:prospect", args=["ml-f20", "hw1p2"])
    client.force_login(alice.user)

    whole = client.get(url).content.decode()
    part = client.get(url, HTTP_HX_REQUEST="true").content.decode()

    assert "An upload now" in whole
    assert "<html" not in part
    assert "An upload now" in part
