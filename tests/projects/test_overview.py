"""All hand-ins and reviews on one page: a student's own, and how far the class is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects import models as pj
from tests.factories import EnrollmentFactory
from tests.grading.judging import (
    DUE,
    IN_TIME,
    grade,
    hand_in,
    people,
    report,
    review,
    team,
    wrote,
)
from tests.projects.pages import page

__all__ = ["people", "report", "review"]

pytestmark = pytest.mark.django_db
URL = reverse("projects:overview", args=["ml-f20"])


def seen(person) -> str:
    client = Client()
    client.force_login(person.user)
    return page(client.get(URL))


@pytest.fixture
def before_it_is_due(time_machine):
    time_machine.move_to(DUE - timedelta(hours=1), tick=False)


def test_a_student_sees_what_is_to_do(report, alice, before_it_is_due):
    assert "To do" in seen(alice)


def test_what_a_team_mate_handed_in_is_ones_own(report, people, before_it_is_due):
    p, q, r, _ = people
    team(report, p, q)
    hand_in(report, q)

    assert "Handed in" in seen(p)
    assert "Team Owls" in seen(p)
    assert "Handed in" not in seen(r)


def test_what_never_came_is_told(report, alice):
    assert "Nothing handed in" in seen(alice)


def test_graded_is_said_when_grades_are_shown(report, alice):
    grade(hand_in(report, alice), 45)
    assert "Graded" not in seen(alice)

    pj.ShownGrades.objects.create(component=report, at=IN_TIME)
    assert "Graded" in seen(alice)


def test_reviews_are_counted(report, review, people, time_machine):
    time_machine.move_to(DUE + timedelta(days=1), tick=False)
    p, q, r, _ = people
    wrote(review, p, q, 8)
    wrote(review, p, r, None)

    assert "1 of 2 written" in seen(p)
    assert "no papers yet" in seen(q)


def test_staff_see_how_far_the_class_is(report, review, people, bob):
    p, q, r, _ = people
    team(report, p, q)
    grade(hand_in(report, p), 45)
    hand_in(report, q)
    hand_in(report, r)
    wrote(review, p, r, 8)
    wrote(review, q, r, None)

    assert "2 handed in, 1 graded" in seen(bob)
    assert "1 of 2 reviews written" in seen(bob)


@pytest.mark.parametrize("role", ["student", "ta"])
def test_the_number_of_queries_is_the_same_for_a_class(report, review, people, role):
    asker = EnrollmentFactory(course=report.course, role=role)

    def everything(students):
        for one in students:
            grade(hand_in(report, one), 30)
            wrote(review, one, asker, 8)

    everything(people[:1])
    with CaptureQueriesContext(connection) as few:
        seen(asker)
    everything(people[1:])
    with CaptureQueriesContext(connection) as many:
        seen(asker)

    assert len(many) == len(few)


def leads_here(person) -> bool:
    """Tell whether the navigation of the course's front page has the entry."""
    client = Client()
    client.force_login(person.user)
    return f'<li><a href="{URL}"' in client.get("/courses/ml-f20/").text


def test_the_navigation_leads_here_where_people_judge_work(report, alice):
    assert leads_here(alice)


def test_points_without_files_or_teams_are_no_hand_in(report, alice):
    report.kind, report.details = "points", {"points": 9}
    report.save()
    assert not leads_here(alice)

    report.details |= {"files": {"accept": ["pdf"]}}
    report.save()
    assert leads_here(alice)


def test_a_track_without_the_work_has_no_entry(report, alice):
    alice.track = alice.course.tracks.create(
        slug="half", position=0, without=["report"]
    )
    alice.save()

    assert not leads_here(alice)
