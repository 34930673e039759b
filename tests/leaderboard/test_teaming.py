"""Entries, choices and standings of a team that changes."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connection

from courseops.models import AuditEvent, Enrollment, Team, TeamInvite, TeamMember
from courseops.teaming import forming, merging, placing
from courseops.teaming.refusals import TeamRefusedError
from courseops.teaming.work import Change
from leaderboard import ranking
from leaderboard.models import CodeHandIn, Standing, Submission
from leaderboard.teaming import CHOOSE_AGAIN, Entries, settle_course
from tests.factories import EnrollmentFactory, ScoreFactory, SubmissionFactory
from tests.leaderboard.pages import now

AT = now()


@pytest.fixture
def competition(competition):
    """Released nine days ago, three entries a day, teams of up to three."""
    component = competition.component
    component.details = {"team": {"max": 3}}
    component.released = AT - timedelta(days=9)
    component.save()
    return competition


@pytest.fixture
def ben(course) -> Enrollment:
    return EnrollmentFactory(course=course, user__login="ben")


@pytest.fixture
def change(competition):
    def make(why: str = "") -> Change:
        return Change(
            component=competition.component,
            work=Entries(competition=competition),
            actor=None,
            at=AT,
            why=why,
        )

    return make


@pytest.fixture
def enter(competition):
    """Let somebody have submissions of some public scores."""

    def make(who: Enrollment, *scores: float, chosen: bool = False) -> list[Submission]:
        made = [
            ScoreFactory(
                submission__competition=competition,
                submission__enrollment=who,
                submission__state="scored",
                submission__is_final_choice=chosen,
                public=score,
                private=score,
                all=score,
            ).submission
            for score in scores
        ]
        ranking.write_standings(competition=competition, enrollments=[who.pk])
        return made

    return make


@pytest.fixture
def team(competition):
    def make(name: str, *people: Enrollment) -> Team:
        made = Team.objects.create(
            course=competition.component.course,
            component=competition.component,
            name=name,
        )
        for one in people:
            TeamMember.objects.create(team=made, enrollment=one)
        ranking.write_standings(
            competition=competition, enrollments=[one.pk for one in people]
        )
        TeamInvite.objects.create(
            team=made, token=f"to-{name}", created_by=people[0], created_at=AT
        )
        return made

    return make


def board() -> list[tuple[str, str, float, int]]:
    """Who is listed, as which team, with the best of how many entries."""
    rows = Standing.objects.order_by("enrollment__user__login").values_list(
        "enrollment__user__login", "team__name", "public", "entries"
    )
    return [(login, team or "", best, number) for login, team, best, number in rows]


def chosen() -> Sequence[float]:
    found = Submission.objects.filter(is_final_choice=True).order_by("pk")
    return list(found.values_list("score__public", flat=True))


def test_what_was_entered_alone_becomes_the_teams(change, alice, ben, enter, team):
    enter(alice, 0.5)
    enter(ben, 0.6, 0.4)
    assert board() == [("alice", "", 0.5, 1), ("ben", "", 0.6, 2)]
    team("owls", alice)

    forming.join(change=change(), student=ben, token="to-owls")

    assert board() == [("alice", "owls", 0.6, 3)]


def test_who_makes_a_team_is_on_the_board_as_it(change, ben, enter):
    enter(ben, 0.6)

    forming.create(change=change(), student=ben, name="owls")

    assert board() == [("ben", "owls", 0.6, 1)]


def test_a_team_that_takes_another_in_has_the_better_score(
    change, alice, ben, enter, team
):
    enter(alice, 0.5)
    enter(ben, 0.6)
    owls, crows = team("owls", alice), team("crows", ben)
    asked = merging.ask(change=change(), student=ben, into=owls.pk)
    assert board() == [("alice", "owls", 0.5, 1), ("ben", "crows", 0.6, 1)]

    merging.accept(change=change(), student=alice, merge=asked.pk)

    assert board() == [("alice", "owls", 0.6, 2)]
    assert not Team.objects.filter(pk=crows.pk).exists()


def test_a_team_has_made_no_more_entries_than_one_could_have(
    change, competition, alice, ben, team
):
    competition.limits = {"daily": 1}
    for who, number in ((alice, 4), (ben, 7)):
        for _ in range(number):
            SubmissionFactory(competition=competition, enrollment=who, state="queued")
    team("owls", alice)

    with pytest.raises(
        TeamRefusedError, match=r"made 11 submissions.* 10 by now: 1 a day for 10 days"
    ):
        forming.join(change=change(), student=ben, token="to-owls")
    Submission.objects.filter(enrollment=ben).last().delete()
    forming.join(change=change(), student=ben, token="to-owls")

    assert Team.objects.get().places.count() == 2


@pytest.mark.parametrize(
    "costs_nothing",
    [
        {"state": "refused"},
        {"state": "failed"},
        {"state": "cancelled"},
        {"state": "scored", "is_imported": True},
    ],
    ids=["refused", "failed by us", "cancelled", "scored elsewhere"],
)
def test_what_costs_no_attempt_is_no_entry_either(
    change, competition, alice, ben, team, costs_nothing
):
    competition.limits = {"total": 1}
    SubmissionFactory(competition=competition, enrollment=ben, **costs_nothing)
    SubmissionFactory(competition=competition, enrollment=alice, state="scored")
    team("owls", alice)

    forming.join(change=change(), student=ben, token="to-owls")

    assert Team.objects.get().places.count() == 2


@pytest.mark.parametrize("state", ["queued", "scoring", "scored", "failed"])
def test_after_the_first_submission_nobody_leaves(
    change, competition, alice, ben, team, state
):
    team("owls", alice, ben)
    SubmissionFactory(competition=competition, enrollment=ben, state=state)

    with pytest.raises(TeamRefusedError, match="nobody can leave"):
        forming.leave(change=change(), student=alice)


@pytest.mark.parametrize("state", ["refused", "cancelled"])
def test_a_file_that_came_to_nothing_holds_nobody(
    change, competition, alice, ben, team, state
):
    team("owls", alice, ben)
    SubmissionFactory(competition=competition, enrollment=ben, state=state)

    forming.leave(change=change(), student=alice)

    assert Team.objects.get().places.count() == 1


def test_code_holds_a_team_together_too(change, competition, alice, ben, team):
    team("owls", alice, ben)
    CodeHandIn.objects.create(
        component=competition.component, enrollment=ben, received_at=AT, size=1
    )

    with pytest.raises(TeamRefusedError, match="nobody can leave"):
        forming.leave(change=change(), student=alice)


def test_whom_staff_take_out_takes_their_entries_along(change, alice, ben, enter, team):
    enter(alice, 0.5)
    enter(ben, 0.6)
    team("owls", alice, ben)
    assert board() == [("alice", "owls", 0.6, 2)]

    placing.place(change=change(why="a quarrel"), student=ben, name="")

    assert board() == [("alice", "owls", 0.5, 1), ("ben", "", 0.6, 1)]


def test_choices_stay_where_a_team_may_choose_so_many(
    change, competition, alice, ben, enter, team
):
    competition.limits = {"final_choices": 2}
    enter(alice, 0.5, chosen=True)
    enter(ben, 0.6, chosen=True)
    team("owls", alice)

    done = forming.join(change=change(), student=ben, token="to-owls")

    assert done.told == []
    assert chosen() == [0.5, 0.6]


def test_a_team_that_chose_too_many_chooses_again(
    change, competition, alice, ben, enter, team
):
    competition.limits = {"final_choices": 1}
    enter(alice, 0.5, chosen=True)
    enter(ben, 0.6, chosen=True)
    team("owls", alice)

    done = forming.join(change=change(), student=ben, token="to-owls")

    assert done.told == [CHOOSE_AGAIN]
    assert chosen() == []
    event = AuditEvent.objects.get(verb="submissions.choose")
    assert event.target == "hw1p2 of alice"
    assert len(event.before["submissions"]) == 2


def test_a_team_stays_on_the_board_when_its_first_member_drops_the_course(
    course, alice, ben, enter, team
):
    enter(alice, 0.6)
    team("owls", alice, ben)
    assert board() == [("alice", "owls", 0.6, 1)]
    Enrollment.objects.filter(pk=alice.pk).update(status="dropped")

    settle_course(course=course)

    assert board() == [("ben", "owls", 0.6, 1)]


def test_who_is_taken_out_of_teams_from_outside_is_listed_alone_again(
    course, alice, ben, enter, team
):
    enter(ben, 0.6)
    made = team("owls", alice, ben)
    assert board() == [("alice", "owls", 0.6, 1)]
    made.delete()

    settle_course(course=course)

    assert board() == [("ben", "", 0.6, 1)]


def test_importing_teams_and_the_roster_keeps_the_board_right(
    course, alice, ben, enter, tmp_path
):
    enter(ben, 0.6)
    file = tmp_path / "file.csv"

    file.write_text("team,login,component\nowls,alice,hw1p2\nowls,ben,hw1p2\n")
    call_command("importteams", course.slug, str(file), stdout=StringIO())
    assert board() == [("alice", "owls", 0.6, 1)]
    file.write_text("login,name,email,status\nalice,Al,alice@example.edu,dropped\n")
    call_command("importroster", course.slug, str(file), stdout=StringIO())
    assert board() == [("ben", "owls", 0.6, 1)]


def at_once(work, arguments) -> list[bool]:
    """Do *work* on all arguments at the same time; tell which were not refused."""
    begin = Barrier(len(arguments))

    def do(argument) -> bool:
        begin.wait()
        try:
            work(argument)
        except TeamRefusedError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(arguments)) as pool:
        return list(pool.map(do, arguments))


@pytest.mark.django_db(transaction=True)
def test_of_fifty_who_join_at_once_as_many_do_as_there_are_places(
    change, course, alice, team
):
    team("owls", alice)
    students = [EnrollmentFactory(course=course) for _ in range(50)]

    joined = at_once(
        lambda one: forming.join(change=change(), student=one, token="to-owls"),
        students,
    )

    assert sum(joined) == 2
    assert Team.objects.get().places.count() == 3


@pytest.mark.django_db(transaction=True)
def test_who_joins_two_teams_at_once_is_in_one(change, alice, ben, course, team):
    team("owls", alice)
    team("crows", EnrollmentFactory(course=course))

    joined = at_once(
        lambda token: forming.join(change=change(), student=ben, token=token),
        ["to-owls", "to-crows"] * 3,
    )

    assert sum(joined) == 1
    assert TeamMember.objects.filter(enrollment=ben).count() == 1
