"""The pages on which students form teams, and those on which a team works."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from courseops.models import Enrollment, Team, TeamInvite, TeamMember, TeamMerge
from leaderboard.models import State, Submission
from tests.factories import EnrollmentFactory, SubmissionFactory
from tests.leaderboard.pages import now, page, scored, url


@pytest.fixture
def competition(competition):
    """Teams of two or three, formed up to tomorrow."""
    closes = (now() + timedelta(days=1)).strftime("%Y-%m-%d")
    competition.component.details = {"team": {"min": 2, "max": 3, "form_by": closes}}
    competition.component.save()
    return competition


@pytest.fixture
def ben(course) -> Enrollment:
    return EnrollmentFactory(course=course, user__login="ben", user__name="Ben Birch")


@pytest.fixture
def carol(course) -> Enrollment:
    return EnrollmentFactory(course=course, user__login="carol")


@pytest.fixture
def owls(competition, alice) -> Team:
    """Alice's team, with the link "owl-link"."""
    return make_team(competition, "Night owls", alice, link="owl-link")


def make_team(competition, name, *people, link="") -> Team:
    component = competition.component
    team = Team.objects.create(course=component.course, component=component, name=name)
    for one in people:
        TeamMember.objects.create(team=team, enrollment=one)
    if link:
        TeamInvite.objects.create(
            team=team, token=link, created_by=people[0], created_at=now()
        )
    return team


def act(browser, name, /, **fields):
    return browser.post(url("change_team", name), fields, follow=True)


def members(team: Team) -> list[str]:
    places = team.places.order_by("enrollment__user__login")
    return list(places.values_list("enrollment__user__login", flat=True))


def test_the_competition_says_that_one_may_form_a_team(as_user, competition, alice):
    shown = page(as_user(alice).get(url("competition")))

    assert "You may form a team of up to 3 until" in shown
    assert url("team") in shown


def test_the_competition_says_as_what_one_hands_in(as_user, alice, ben, owls):
    TeamMember.objects.create(team=owls, enrollment=ben)

    shown = page(as_user(alice).get(url("competition")))

    assert "You hand in as team" in shown
    assert "with Ben Birch." in shown


def test_after_the_date_one_reads_that_it_was(as_user, competition, alice):
    competition.component.details["team"]["form_by"] = "2020-09-20"
    competition.component.save()
    browser = as_user(alice)

    assert "Teams could be formed until" in page(browser.get(url("competition")))
    assert "Make the team" not in page(browser.get(url("team")))
    assert "Ask the staff if yours is wrong" in page(
        act(browser, "create", name="owls")
    )


def test_where_everybody_works_alone_there_is_no_page(as_user, competition, alice):
    competition.component.details = {}
    competition.component.save()
    browser = as_user(alice)

    assert browser.get(url("team")).status_code == 404
    assert "Form a team" not in page(browser.get(url("competition")))


def test_a_student_makes_a_team_and_a_link(as_user, competition, alice):
    browser = as_user(alice)

    made = page(act(browser, "create", name="Night owls"))
    assert "You hand in as team “Night owls” now." in made
    assert "There is no link now" in made
    linked = page(act(browser, "invite"))

    token = Team.objects.get().invite.token
    assert f"http://testserver{url('join_team', token)}" in linked


def test_a_name_that_cannot_be_is_shown_again_with_the_reason(
    as_user, competition, alice
):
    answer = as_user(alice).post(url("change_team", "create"), {"name": "a<b"})

    assert answer.status_code == 422
    assert 'value="a&lt;b"' in page(answer)
    assert "U+003C is none of them" in page(answer)


def test_a_team_that_is_too_small_is_told_so(as_user, alice, owls):
    assert "The team is too small" in page(as_user(alice).get(url("team")))


def test_a_link_shows_whose_team_it_is_and_asks_before_joining(as_user, ben, owls):
    browser = as_user(ben)

    shown = page(browser.get(url("join_team", "owl-link")))
    assert "Team Night owls" in shown
    assert "Alice Ash" in shown
    assert members(owls) == ["alice"]
    joined = page(browser.post(url("join_team", "owl-link"), follow=True))

    assert "You are in team “Night owls” now." in joined
    assert members(owls) == ["alice", "ben"]


def test_a_link_is_followed_after_signing_in(client, competition, owls):
    answer = client.get(url("join_team", "owl-link"))

    signs_in = reverse("account_login")
    assert (
        answer.headers["Location"] == f"{signs_in}?next={url('join_team', 'owl-link')}"
    )


def test_a_link_that_leads_nowhere_says_so(as_user, ben, owls):
    answer = as_user(ben).get(url("join_team", "old-link"))

    assert answer.status_code == 404
    assert "This link leads to no team any more" in page(answer)


def test_whoever_cannot_join_is_told_why_before_they_try(
    as_user, competition, ben, owls
):
    make_team(competition, "Crows", ben)

    answer = as_user(ben).get(url("join_team", "owl-link"))

    assert "You are in team “Crows” already" in page(answer)
    assert "Join team" not in page(answer)


def test_leaving_is_offered_until_the_first_submission(
    as_user, competition, alice, ben, owls
):
    TeamMember.objects.create(team=owls, enrollment=ben)
    browser = as_user(ben)
    assert "Leave the team" in page(browser.get(url("team")))
    SubmissionFactory(competition=competition, enrollment=alice, state="scored")

    assert "Leave the team" not in page(browser.get(url("team")))
    assert "nobody can leave it any more" in page(act(browser, "leave"))
    assert members(owls) == ["alice", "ben"]


def test_two_teams_become_one(competition, as_user, alice, ben, carol, owls):
    crows = make_team(competition, "Crows", ben, carol)
    asking, answering = Client(), Client()
    asking.force_login(alice.user)
    answering.force_login(ben.user)

    assert "“Crows” is asked" in page(act(asking, "ask", into=crows.pk))
    merge = TeamMerge.objects.get()
    assert "Night owls</span> asks to become part of yours" in page(
        answering.get(url("team"))
    )
    assert "You are one team now" in page(act(answering, "accept", merge=merge.pk))

    assert members(crows) == ["alice", "ben", "carol"]


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("ask", {"into": "-1"}),
        ("ask", {"into": "9" * 30}),
        ("accept", {"merge": "x"}),
        ("decline", {}),
        ("withdraw", {}),
    ],
)
def test_what_is_not_there_cannot_be_asked_or_answered(
    as_user, alice, owls, name, fields
):
    told = page(act(as_user(alice), name, **fields))

    assert "Choose another team" in told or "not there any more" in told


def test_there_is_no_other_act(as_user, alice, owls):
    assert act(as_user(alice), "explode").status_code == 404


def test_a_team_of_the_whole_course_is_shown_as_the_staff_made_it(
    as_user, competition, alice, course
):
    wide = Team.objects.create(course=course, name="Wide")
    TeamMember.objects.create(team=wide, enrollment=alice)

    shown = page(as_user(alice).get(url("team")))

    assert "The staff made this team for the whole course" in shown
    assert "Invite by link" not in shown
    assert "Leave the team" not in shown


def test_names_are_shown_as_they_were_written(as_user, competition, alice, course):
    component = competition.component
    name = """'x' & "y" onload=1"""
    team = Team.objects.create(course=course, component=component, name=name)
    TeamMember.objects.create(team=team, enrollment=alice)

    for address in ("team", "competition"):
        shown = as_user(alice).get(url(address)).content.decode()
        assert "&#x27;x&#x27; &amp; &quot;y&quot; onload=1" in shown
        assert name not in shown


@pytest.fixture
def bens(competition, ben, owls) -> Submission:
    """What Ben handed in, Alice's team-mate."""
    TeamMember.objects.create(team=owls, enrollment=ben)
    return scored(competition, ben, submission__file_name="bens.csv")


def test_team_mates_see_each_others_submissions(as_user, alice, bens, settings):
    settings.MEDIA_ROOT.mkdir(parents=True)
    (settings.MEDIA_ROOT / "mine.csv").write_text("id,label\n")
    Submission.objects.filter(pk=bens.pk).update(path="mine.csv")
    browser = as_user(alice)

    listed = page(browser.get(url("submissions")))
    assert "Our submissions" in listed
    assert "bens.csv" in listed
    assert "by Ben Birch" in listed
    assert "By Ben Birch, for your team" in page(
        browser.get(url("submission", bens.pk))
    )
    file = browser.get(url("submission_file", bens.pk))
    assert b"".join(file.streaming_content) == b"id,label\n"


def test_any_member_cancels_what_waits(as_user, alice, bens):
    Submission.objects.filter(pk=bens.pk).update(state=State.QUEUED)
    bens.score.delete()

    as_user(alice).post(url("cancel", bens.pk))

    bens.refresh_from_db()
    assert bens.state == State.CANCELLED


def test_who_is_in_another_team_sees_nothing_of_it(as_user, competition, carol, bens):
    make_team(competition, "Crows", carol)
    browser = as_user(carol)

    for name in ("submission", "submission_file"):
        assert browser.get(url(name, bens.pk)).status_code == 404
    assert browser.post(url("cancel", bens.pk)).status_code == 404
    assert "bens.csv" not in page(browser.get(url("submissions")))


def test_who_left_the_team_sees_nothing_of_it_any_more(as_user, alice, bens, owls):
    TeamMember.objects.filter(enrollment=alice).delete()

    assert as_user(alice).get(url("submission", bens.pk)).status_code == 404


def test_staff_see_all_teams_and_who_has_none(as_user, bob, alice, ben, carol, owls):
    TeamMember.objects.create(team=owls, enrollment=ben)

    shown = page(as_user(bob).get(url("teams")))

    assert "1 team<" in shown
    assert "2 of 3" in shown
    assert "Who hands in alone" in shown
    assert "Put a student elsewhere" not in shown


@pytest.mark.parametrize("teams", [2, 9])
def test_the_list_of_teams_costs_the_same_queries_for_any_class(
    as_user, competition, ina, course, django_assert_num_queries, teams
):
    for number in range(teams):
        people = [EnrollmentFactory(course=course) for _ in range(2)]
        make_team(competition, f"Team {number}", *people)
    browser = as_user(ina)

    with django_assert_num_queries(10):
        browser.get(url("teams"))


def test_an_instructor_puts_a_student_elsewhere(as_user, ina, alice, ben, owls):
    fields = {"login": "ben", "team": "Night owls", "reason": "asked me"}

    told = page(as_user(ina).post(url("teams"), fields, follow=True))

    assert "Ben Birch is in team “Night owls” now." in told
    assert members(owls) == ["alice", "ben"]


def test_an_instructor_is_told_why_not(as_user, ina, alice, owls):
    browser = as_user(ina)
    fields = {"login": "alice", "team": "Night owls", "reason": "x"}

    again = browser.post(url("teams"), fields)
    nobody = browser.post(url("teams"), fields | {"login": "zoe"})

    assert (again.status_code, nobody.status_code) == (422, 422)
    assert "Alice Ash is in team “Night owls” already." in page(again)
    assert "“zoe” is no student of this course." in page(nobody)
