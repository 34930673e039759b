"""The pages on which students form the teams of a project, and staff see to them."""

import pytest
from django.test import Client

from courseops.models import Team, TeamInvite
from tests.courseops.teaming.papers import make_team
from tests.courseops.teaming.papers import teams as seated
from tests.projects.pages import page, url
from tests.projects.project import LATER, OPEN, project, students


@pytest.fixture(autouse=True)
def _open(time_machine):
    time_machine.move_to(OPEN, tick=False)


@pytest.fixture
def parts(course):
    return project(course)


@pytest.fixture
def people(course, parts):
    return students(course, "ann", "ben", "cleo", "dan")


@pytest.fixture
def owls(people, parts) -> Team:
    """Ann's team, with the link "owl-link"."""
    team = make_team("Night owls", people["ann"], component=parts["proposal"])
    TeamInvite.objects.create(
        team=team, token="owl-link", created_by=people["ann"], created_at=OPEN
    )
    return team


def browser(person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def own(name, *more) -> str:
    return url(name, *more, component="proposal")


def test_the_page_is_that_of_the_part_where_teams_are_formed(people):
    answer = browser(people["ann"]).get(url("team"))

    assert (answer.status_code, answer["Location"]) == (302, own("team"))


def test_students_read_the_rules_before_they_form_a_team(people):
    shown = page(browser(people["ann"]).get(own("team")))

    assert "One team for all of it: Proposal, Final report and Video." in shown
    assert "A team has 2 to 3 members" in shown
    assert "Who is in no team then is put into one at random" in shown
    assert "competition" not in shown.lower()
    assert "leaderboard" not in shown.lower().replace("css/leaderboard", "")


def test_a_team_comes_together_by_its_link(people):
    ann, ben = browser(people["ann"]), browser(people["ben"])

    made = page(ann.post(own("change_team", "create"), {"name": "owls"}, follow=True))
    assert "You hand in as team “owls” now." in made
    linked = page(ann.post(own("change_team", "invite"), follow=True))
    token = TeamInvite.objects.get().token
    assert own("join_team", token) in linked
    asked = page(ben.get(own("join_team", token)))
    assert "you hand in together: Proposal, Final report and Video. What" in asked
    joined = page(ben.post(own("join_team", token), follow=True))

    assert "You are in team “owls” now." in joined
    assert seated() == {"owls": ["ann", "ben"]}
    assert Team.objects.get().is_shared


def test_who_is_in_another_team_learns_nothing_of_a_link(people, parts, owls):
    make_team("Crows", people["ben"], component=parts["proposal"])

    shown = page(browser(people["ben"]).get(own("join_team", "owl-link")))

    assert "You are in team “Crows” already" in shown
    assert "Join team" not in shown


def test_after_the_date_the_page_tells_who_was_put_where(people, time_machine):
    time_machine.move_to(LATER, tick=False)

    shown = page(browser(people["ann"]).get(own("team")))

    assert "You were put into Group" in shown
    assert sorted(len(who) for who in seated().values()) == [2, 2]
    assert "Invite by link" not in shown


def test_staff_see_all_teams_and_find_one(people, parts, owls, bob):
    make_team("Crows", people["ben"], component=parts["proposal"])
    staff = browser(bob)

    everything = page(staff.get(own("teams")))
    found = page(staff.get(own("teams"), {"q": "ANN"}))

    assert "2 teams<" in everything
    assert "too small" in everything
    assert "Crows</th>" in everything
    assert "Night owls</th>" in found
    assert "Crows</th>" not in found
    assert "Put a student elsewhere" not in everything
    assert staff.get(own("team"))["Location"] == own("teams")


def test_whose_track_lacks_the_work_is_not_among_those_in_no_team(people, course, bob):
    people["dan"].track = course.tracks.create(
        slug="half", position=0, without=["project"]
    )
    people["dan"].save()

    shown = page(browser(bob).get(own("teams")))

    assert "cleo" in shown
    assert "dan" not in shown


def test_whose_track_lacks_where_teams_are_formed_is_in_the_teams_of_the_rest(
    people, course, owls, bob
):
    people["dan"].track = course.tracks.create(
        slug="writes", position=0, without=["proposal"]
    )
    people["dan"].save()
    dan = browser(people["dan"])

    listed = page(browser(bob).get(own("teams")))
    joined = dan.post(own("join_team", "owl-link"), follow=True)
    shown = page(joined)

    assert "dan" in listed
    assert joined.redirect_chain == [(own("team"), 302)]
    assert "<h1>Final report</h1>" in shown
    assert f'"{url("work")}"' in shown
    assert f'"{own("work")}"' not in shown
    assert seated() == {"Night owls": ["ann", "dan"]}


def test_whose_track_has_none_of_the_work_finds_no_page_of_teams(people, course):
    people["dan"].track = course.tracks.create(
        slug="half", position=0, without=["project"]
    )
    people["dan"].save()

    answer = browser(people["dan"]).get(own("team"))

    assert answer.status_code == 404


def test_an_instructor_moves_a_student_and_reads_what_becomes_of_the_work(
    people, owls, ina
):
    staff = browser(ina)
    assert "What a student handed in stays theirs" in page(staff.get(own("teams")))
    fields = {"login": "ben", "team": "Night owls", "reason": "asked me"}

    moved = page(staff.post(own("teams"), fields, follow=True))

    assert "Ben is in team “Night owls” now." in moved
    assert seated() == {"Night owls": ["ann", "ben"]}


def test_whom_staff_put_into_no_team_is_marked_as_left_alone(people, ina):
    staff = browser(ina)
    fields = {"login": "ben", "team": "", "reason": "works abroad"}

    moved = page(staff.post(own("teams"), fields, follow=True))

    assert "Ben is in no team now." in moved
    assert moved.count("left alone by the staff") == 1
    assert "Ben (ben)" not in page(staff.get(own("group_teams")))


def test_staff_see_who_would_come_where_before_they_do_it(people, owls, ina):
    staff = browser(ina)

    would = page(staff.get(own("group_teams")))
    assert "Students still form teams" in would
    assert "Night owls</span> " in would
    assert seated() == {"Night owls": ["ann"]}
    done = page(staff.post(own("group_teams"), follow=True))

    assert "3 students are in a team now." in done
    assert sorted(len(who) for who in seated().values()) == [2, 2]
    assert "Nobody to group" in page(staff.get(own("group_teams")))


def test_tas_may_look_but_not_group(people, bob):
    assert browser(bob).get(own("group_teams")).status_code == 403
    assert browser(bob).post(own("group_teams")).status_code == 403
    assert seated() == {}


def test_students_see_no_other_team(people, owls):
    ben = browser(people["ben"])

    assert ben.get(own("teams")).status_code == 403
    assert "Night owls" not in page(ben.get(own("team")))


def test_work_that_everybody_does_alone_has_no_team_page(people, parts, ina):
    parts["video"].details = {}
    parts["video"].save()

    alone = url("team", component="video")
    assert browser(people["ann"]).get(alone).status_code == 404
    assert browser(ina).get(url("teams", component="video")).status_code == 404
