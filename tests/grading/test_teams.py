"""One hand-in of a team is each member's, by their own deadlines and slack days."""

from datetime import timedelta

import pytest

from courseops.models import Enrollment, Extension, SlackCap, Team, TeamMember
from grading import derivation, gradebook, statement
from tests.factories import AssignmentFactory, CompetitionFactory, EnrollmentFactory
from tests.grading.instants import DEADLINE, IN_TIME, LATER

DAY = timedelta(days=1)
WEEK = 7 * DAY
SLACK = {"kind": "slack_or_late", "late_factor": 0.9, "early_factor": 0.9}


@pytest.fixture
def ben(course) -> Enrollment:
    return EnrollmentFactory(course=course, user__login="ben", user__name="Ben Birch")


@pytest.fixture
def together(course, hw1p2, alice, ben):
    """Two slack days each; Alice and Ben are one team in the first of two competitions."""
    course.slack = {"days": 2, "strategy": "chronological", "unit": "24h"}
    course.save()
    before = CompetitionFactory(
        component__course=course,
        component__slug="hw0p2",
        component__on_time=DEADLINE - WEEK,
        component__assignment=AssignmentFactory(course=course, slug="hw0"),
    )
    for component in (before.component, hw1p2.component):
        component.late_policy = SLACK
        component.late = component.on_time + 6 * DAY
        component.save()
    team = Team.objects.create(course=course, component=hw1p2.component, name="Owls")
    for one in (alice, ben):
        TeamMember.objects.create(team=team, enrollment=one)
    return before, hw1p2


def taken(course) -> dict[str, tuple[str, float, int]]:
    """What the team's competition came to: window, mark and slack days, by login."""
    book = gradebook.load(course=course, at=LATER)
    found = {}
    for row, login in enumerate(book.students.login):
        one = statement.student(book, row)["components"]["hw1p2"]
        found[login] = (one["window"], one["mark"], one["slack_used"])
    return found


def test_each_member_pays_their_own_slack_days(course, alice, ben, together, hand_in):
    hand_in(ben, together[1], 0.72, at=DEADLINE + 2 * DAY)

    assert taken(course) == {"alice": ("slack", 100.0, 2), "ben": ("slack", 100.0, 2)}


def test_who_has_no_slack_days_left_is_late_where_a_team_mate_is_not(
    course, alice, ben, together, hand_in
):
    before, with_ben = together
    hand_in(alice, before, 0.72, at=DEADLINE - WEEK + DAY)
    hand_in(ben, with_ben, 0.72, at=DEADLINE + 2 * DAY)

    assert taken(course) == {"alice": ("late", 90.0, 0), "ben": ("slack", 100.0, 2)}


def test_who_wants_to_spend_none_is_late_alone(course, alice, ben, together, hand_in):
    SlackCap.objects.create(
        component=together[1].component, enrollment=ben, days=0, at=DEADLINE
    )
    hand_in(alice, together[1], 0.72, at=DEADLINE + DAY)

    assert taken(course) == {"alice": ("slack", 100.0, 1), "ben": ("late", 90.0, 0)}


def test_who_has_an_extension_is_on_time_with_what_is_late_for_the_other(
    course, alice, ben, together, hand_in
):
    Extension.objects.create(
        component=together[1].component,
        enrollment=alice,
        days=3,
        reason="ill",
        at=IN_TIME,
    )
    hand_in(ben, together[1], 0.72, at=DEADLINE + 3 * DAY)

    assert taken(course) == {"alice": ("on_time", 100.0, 0), "ben": ("late", 90.0, 0)}


def told(enrollment) -> list[str]:
    book = gradebook.load(course=enrollment.course, at=LATER, enrollment=enrollment)
    plan = {one.slug: one for _, _, one in book.plan.components()}
    return [step.text for step in derivation.component_steps(book, plan["hw1p2"], 0)]


def test_a_derivation_names_who_handed_in_and_the_team(alice, ben, together, hand_in):
    first = hand_in(ben, together[1], 0.66)
    best = hand_in(ben, together[1], 0.72, at=DEADLINE + DAY)

    by = "(handed in by Ben Birch for your team “Owls”)"
    assert f"submission {best.pk} {by} of 28 Sep 2020" in told(alice)[1]
    assert any(
        f"The best on time, submission {first.pk} {by} with" in one
        for one in told(alice)
    )
    assert not any("handed in by" in one for one in told(ben))


def test_the_class_is_told_the_same_as_each_student(alice, ben, together, hand_in):
    hand_in(ben, together[1], 0.66)
    course = alice.course

    whole = gradebook.load(course=course, at=LATER, explain=True)

    for row, one in enumerate((alice, ben)):
        single = gradebook.load(course=course, at=LATER, enrollment=one)
        assert statement.student(whole, row, explain=True) == statement.student(
            single, 0, explain=True
        )
