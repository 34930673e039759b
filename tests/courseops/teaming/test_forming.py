"""Students form teams of a component, whatever it is that they hand in."""

from datetime import UTC, datetime, timedelta

import pytest

from courseops.models import (
    AuditEvent,
    Enrollment,
    Team,
    TeamInvite,
)
from courseops.teaming import forming, inviting, merging
from courseops.teaming.forming import InviteGoneError
from courseops.teaming.refusals import TeamRefusedError
from courseops.teaming.rules import rules_of
from tests.courseops.teaming.papers import AT, make_team, teams
from tests.factories import ComponentFactory


def test_whoever_makes_a_team_is_its_first_member(change, people, papers):
    done = forming.create(change=change(), student=people["ann"], name=" Red  owls ")

    assert teams() == {"Red owls": ["ann"]}
    assert done.told == ["The papers are sorted."]
    assert papers.settled == ["ann"]
    event = AuditEvent.objects.get()
    assert (event.verb, event.target) == ("team.create", "project of ann")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("x", "has 2 to 40 characters; this has 1."),
        ("y" * 41, "this has 41."),
        ("abc\u202edef", "U+202E"),
        ("<b>", "U+003C"),
        ("!!", "at least one letter or digit"),
        ("RED OWLS", "Another team has that name"),
        ("Wide", "Another team has that name"),
        ("ben", "Somebody in this course is called that"),
    ],
)
def test_a_team_has_a_readable_name_of_its_own(change, people, project, name, told):
    make_team("Red owls", people["cleo"], component=project)
    make_team("wide", people["dan"], component=None)

    with pytest.raises(TeamRefusedError, match=told.replace("+", r"\+")):
        forming.create(change=change(), student=people["ann"], name=name)


def test_a_team_of_another_component_may_have_the_same_name(change, people, course):
    other = ComponentFactory(course=course, details={"team": {"max": 3}})
    make_team("Red owls", people["ben"], component=other)

    forming.create(change=change(), student=people["ann"], name="Red owls")

    assert Team.objects.filter(name="Red owls").count() == 2


@pytest.mark.parametrize("of_the_course", [False, True])
def test_one_may_be_in_only_one_team(change, people, project, of_the_course):
    component = None if of_the_course else project
    make_team("owls", people["ann"], people["ben"], component=component)

    with pytest.raises(TeamRefusedError, match="You are in team “owls” already"):
        forming.create(change=change(), student=people["ann"], name="crows")


@pytest.mark.parametrize(
    "changes", [{"role": "ta"}, {"status": "dropped"}], ids=["staff", "dropped"]
)
def test_only_students_of_the_course_form_teams(change, people, changes):
    Enrollment.objects.filter(pk=people["ann"].pk).update(**changes)

    with pytest.raises(TeamRefusedError, match="Only students of the course"):
        forming.create(change=change(), student=people["ann"], name="owls")


def test_teams_are_formed_up_to_the_last_second_of_form_by(change, people):
    last = datetime(2020, 9, 26, 3, 59, 59, tzinfo=UTC)
    forming.create(change=change(at=last), student=people["ann"], name="owls")

    with pytest.raises(TeamRefusedError, match="until 25 Sep 2020, 23:59 EDT"):
        forming.leave(
            change=change(at=last + timedelta(seconds=1)), student=people["ann"]
        )


def test_without_form_by_teams_are_formed_up_to_the_last_deadline(course):
    late = datetime(2020, 10, 1, tzinfo=UTC)
    details = {"team": {"max": 2}}
    open_end = ComponentFactory(course=course, on_time=None, details=details)
    ends_late = ComponentFactory(course=course, late=late, details=details)
    in_time = ComponentFactory(course=course, details=details)

    closes = [rules_of(one).closes for one in (open_end, ends_late, in_time)]

    assert closes == [None, late, in_time.on_time]


def test_where_everybody_works_alone_there_are_no_teams(change, people, project):
    project.details = {}

    with pytest.raises(TeamRefusedError, match="Everybody hands in alone for Project"):
        forming.create(change=change(), student=people["ann"], name="owls")


def test_a_link_lets_students_join(change, people, project, papers):
    make_team("owls", people["ann"], component=project)
    made = inviting.invite(change=change(), student=people["ann"])

    done = forming.join(change=change(), student=people["ben"], token=made.token)

    assert done.team.name == "owls"
    assert teams() == {"owls": ["ann", "ben"]}
    assert papers.settled == ["ann", "ben"]


def test_a_new_link_ends_the_old_one_and_none_is_left_once_it_is_withdrawn(
    change, people, project
):
    make_team("owls", people["ann"], component=project)
    first = inviting.invite(change=change(), student=people["ann"])
    second = inviting.invite(change=change(), student=people["ann"])
    assert first.token != second.token

    with pytest.raises(InviteGoneError):
        forming.join(change=change(), student=people["ben"], token=first.token)
    inviting.withdraw(change=change(), student=people["ann"])
    with pytest.raises(InviteGoneError):
        forming.join(change=change(), student=people["ben"], token=second.token)
    assert not TeamInvite.objects.exists()


def test_the_link_of_a_team_of_another_component_leads_nowhere_here(
    change, people, course
):
    other = ComponentFactory(course=course, details={"team": {"max": 3}})
    team = make_team("owls", people["ann"], component=other)
    TeamInvite.objects.create(
        team=team, token="t" * 32, created_by=people["ann"], created_at=AT
    )

    with pytest.raises(InviteGoneError):
        forming.join(change=change(), student=people["ben"], token="t" * 32)


def test_a_full_team_takes_nobody_in_until_somebody_drops_the_course(
    change, people, project
):
    make_team(
        "owls", *(people[one] for one in ("ann", "ben", "cleo")), component=project
    )
    token = inviting.invite(change=change(), student=people["ann"]).token

    with pytest.raises(TeamRefusedError, match="a team of 4; a team has at most 3"):
        forming.join(change=change(), student=people["dan"], token=token)
    Enrollment.objects.filter(pk=people["cleo"].pk).update(status="dropped")
    forming.join(change=change(), student=people["dan"], token=token)

    assert teams() == {"owls": ["ann", "ben", "cleo", "dan"]}


def test_whose_hand_ins_cannot_be_put_together_do_not_join(
    change, people, project, papers
):
    make_team("owls", people["ann"], component=project)
    token = inviting.invite(change=change(), student=people["ann"]).token
    papers.too_many = True

    with pytest.raises(TeamRefusedError, match="written too much"):
        forming.join(change=change(), student=people["ben"], token=token)

    assert teams() == {"owls": ["ann"]}


def test_one_leaves_a_team_and_the_last_one_ends_it(change, people, project):
    make_team("owls", people["ann"], people["ben"], component=project)

    forming.leave(change=change(), student=people["ann"])
    assert teams() == {"owls": ["ben"]}
    forming.leave(change=change(), student=people["ben"])

    assert not Team.objects.exists()


def test_nobody_leaves_a_team_that_has_handed_in(change, people, project, papers):
    make_team("owls", people["ann"], people["ben"], component=project)
    papers.written = {people["ben"]}

    with pytest.raises(TeamRefusedError, match="has handed in"):
        forming.leave(change=change(), student=people["ann"])


def test_students_do_not_change_a_team_of_the_whole_course(change, people):
    make_team("wide", people["ann"], people["ben"], component=None)

    for act in (forming.leave, inviting.invite, inviting.withdraw, merging.withdraw):
        with pytest.raises(TeamRefusedError, match="made by the staff"):
            act(change=change(), student=people["ann"])


def test_a_team_may_be_called_something_else(change, people, project):
    make_team("owls", people["ann"], component=project)

    forming.rename(change=change(), student=people["ann"], name="Owls")

    assert teams() == {"Owls": ["ann"]}
    event = AuditEvent.objects.get()
    assert (event.before, event.after) == ({"team": "owls"}, {"team": "Owls"})
