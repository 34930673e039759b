"""In competitions, too, those in no team are put together where the file says so."""

from datetime import timedelta

import pytest
from django.test import Client

from leaderboard.tasks import group_due
from tests.courseops.teaming.papers import teams
from tests.factories import EnrollmentFactory
from tests.leaderboard.pages import now, page, scored, send, url


@pytest.fixture
def competition(competition, alice):
    """Teams of two or three, formed up to the day before yesterday."""
    closed = (now() - timedelta(days=2)).strftime("%Y-%m-%d")
    rule = {"min": 2, "max": 3, "form_by": closed, "leftovers": "random"}
    competition.component.details = {"team": rule}
    competition.component.save()
    for login in ("ben", "cleo"):
        EnrollmentFactory(course=competition.component.course, user__login=login)
    return competition


def test_the_clock_groups_the_rest_but_whoever_has_entries(competition, alice):
    scored(competition, alice)

    group_due()
    group_due()

    assert teams() == {"Group 1": ["ben", "cleo"]}


def test_an_upload_is_for_the_team_that_one_is_put_into(as_user, competition, alice):
    assert send(as_user(alice)).status_code == 302

    assert teams() == {"Group 1": ["alice", "ben", "cleo"]}


def test_the_competition_tells_of_it(as_user, competition, alice):
    browser: Client = as_user(alice)

    assert "You were put into Group 1 with" in page(browser.get(url("team")))
    assert "You were put into Group 1 with" in page(browser.get(url("competition")))


def test_staff_group_those_who_are_left(as_user, competition, ina):
    competition.component.details["team"].pop("leftovers")
    competition.component.save()
    browser = as_user(ina)

    assert "Group 1" in page(browser.get(url("group_teams")))
    browser.post(url("group_teams"))

    assert teams() == {"Group 1": ["alice", "ben", "cleo"]}
