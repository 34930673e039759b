"""What a program of one member of a team may do with the others' submissions."""

import pytest

from courseops.models import Enrollment, Team, TeamMember
from leaderboard.models import Submission
from tests.factories import EnrollmentFactory, ScoreFactory, SubmissionFactory

HERE = "/api/v1/courses/ml-f20/competitions/hw1p2/submissions/"


@pytest.fixture
def ben(course) -> Enrollment:
    return EnrollmentFactory(course=course, user__login="ben")


@pytest.fixture
def team(competition, alice, ben) -> Team:
    component = competition.component
    team = Team.objects.create(
        course=component.course, component=component, name="owls"
    )
    for one in (alice, ben):
        TeamMember.objects.create(team=team, enrollment=one)
    return team


@pytest.fixture
def bens(competition, ben, team) -> Submission:
    return SubmissionFactory(competition=competition, enrollment=ben, state="queued")


def test_a_team_mates_submissions_are_listed_with_who_made_them(as_alice, bens):
    listed = as_alice.get(HERE).json()["results"]

    assert [(one["id"], one["login"]) for one in listed] == [(bens.pk, "ben")]


def test_a_team_mates_public_score_is_told_and_no_other(
    as_alice, competition, ben, team
):
    score = ScoreFactory(
        submission__competition=competition,
        submission__enrollment=ben,
        submission__state="scored",
        public=0.5,
        private=0.25,
    )

    told = as_alice.get(f"{HERE}{score.submission_id}/").json()

    assert (told["score"], told["scores"]) == (0.5, None)


def test_a_team_mates_waiting_submission_can_be_cancelled(as_alice, bens):
    assert as_alice.post(f"{HERE}{bens.pk}/cancel/").json()["state"] == "cancelled"


@pytest.mark.parametrize("path", ["", "file/"])
def test_who_is_in_no_team_with_the_maker_finds_nothing(as_alice, bens, team, path):
    team.delete()

    assert as_alice.get(f"{HERE}{bens.pk}/{path}").status_code == 404
    assert as_alice.post(f"{HERE}{bens.pk}/cancel/").status_code == 404
    assert as_alice.get(HERE).json()["count"] == 0
