"""What staff are told on the course's home: what waits to be judged."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import EnrollmentFactory
from tests.grading.judging import DUE, grade, hand_in, people, report, team
from tests.grading.regrades import asked
from tests.projects.pages import page

__all__ = ["people", "report"]

NOTHING = "No regrade request is open, and what was handed in is graded."


def told(person) -> str:
    client = Client()
    client.force_login(person.user)
    return page(client.get(reverse("grading:waiting", args=["ml-f20"])))


@pytest.fixture
def after_it_was_due(time_machine):
    time_machine.move_to(DUE + timedelta(hours=1), tick=False)


def test_what_was_handed_in_waits_once_a_team_until_it_is_graded(
    report, people, bob, after_it_was_due
):
    p, q, r, _ = people
    team(report, p, q)
    hand_in(report, p)
    last, other = hand_in(report, q), hand_in(report, r)
    assert "2 of 2 to grade" in told(bob)

    grade(last, 45)
    assert "1 of 2 to grade" in told(bob)

    grade(other, 45)
    assert NOTHING in told(bob)


def test_what_can_still_be_handed_in_does_not_wait(report, alice, bob, time_machine):
    time_machine.move_to(DUE, tick=False)
    hand_in(report, alice)

    assert NOTHING in told(bob)


def test_open_requests_are_counted_with_ones_own(
    layers, alice, bob, course, in_october
):
    carol = EnrollmentFactory(course=course)
    for student, grader in ((alice, bob), (carol, None)):
        request = asked(layers, student)
        request.grader = grader
        request.save()

    assert "2 open, 1 yours, 1 unassigned" in told(bob)


def test_a_class_costs_as_many_queries_as_one(report, people, bob, after_it_was_due):
    hand_in(report, people[0])
    with CaptureQueriesContext(connection) as few:
        told(bob)
    for one in people[1:]:
        hand_in(report, one)
    with CaptureQueriesContext(connection) as many:
        told(bob)

    assert len(many) == len(few)
