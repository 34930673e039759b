"""What hand-ins of a project say about its teams: the components that share them."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from courseops import teams
from courseops.models import Team
from courseops.teaming import forming, inviting
from courseops.teaming.refusals import TeamRefusedError
from courseops.teaming.work import Change
from grading.models import Mark
from projects.tasks import group_due
from projects.teaming import settle_if_due, work_of
from tests.courseops.teaming.papers import make_team
from tests.courseops.teaming.papers import teams as seated
from tests.projects.handed_in import hand_in
from tests.projects.project import FORMED, LATER, OPEN, project, students


@pytest.fixture
def parts(course):
    return project(course)


@pytest.fixture
def people(course):
    return students(course, "ann", "ben", "cleo", "dan")


@pytest.fixture
def change(parts):
    def make(at=OPEN) -> Change:
        home = teams.home(parts["report"])
        return Change(component=home, work=work_of(home), actor=None, at=at)

    return make


def logins(component, one) -> list[str]:
    found = teams.members(component=component, enrollment=one)
    return [member.user.login for member in found]


def test_a_team_is_formed_once_for_all_parts(change, people, parts):
    forming.create(change=change(), student=people["ann"], name="owls")
    invite = inviting.invite(change=change(), student=people["ann"])
    forming.join(change=change(), student=people["ben"], token=invite.token)

    assert Team.objects.get().component == parts["proposal"]
    assert all(logins(one, people["ben"]) == ["ann", "ben"] for one in parts.values())


def test_nobody_leaves_a_team_that_handed_in_any_part(change, people, parts):
    forming.create(change=change(), student=people["ann"], name="owls")
    hand_in(parts["video"], people["ann"])

    with pytest.raises(TeamRefusedError, match="has handed in"):
        forming.leave(change=change(), student=people["ann"])


def test_a_name_of_an_imported_team_of_any_part_is_taken(change, people, parts):
    make_team("owls", people["dan"], component=parts["video"])
    Team.objects.update(is_shared=False)

    with pytest.raises(TeamRefusedError, match="has that name already"):
        forming.create(change=change(), student=people["ann"], name="Owls")


def test_an_imported_team_is_not_the_students_to_change(change, people, parts):
    make_team("owls", people["ann"], component=parts["proposal"])
    Team.objects.update(is_shared=False)

    with pytest.raises(TeamRefusedError, match="made by the staff"):
        forming.rename(change=change(), student=people["ann"], name="crows")


@pytest.mark.parametrize("part", ["proposal", "report", "video"])
def test_the_door_of_each_part_groups_the_rest(people, parts, part):
    settle_if_due(parts[part], at=FORMED, student=people["ann"])
    assert seated() == {}

    settle_if_due(parts[part], at=LATER, student=people["ann"])

    assert sorted(len(who) for who in seated().values()) == [2, 2]
    assert len(logins(parts["video"], people["ann"])) == 2


def test_who_handed_in_any_part_alone_stays_alone(people, parts):
    hand_in(parts["proposal"], people["dan"], at=OPEN)

    settle_if_due(parts["video"], at=LATER)

    assert seated() == {"Group 1": ["ann", "ben", "cleo"]}


def test_for_who_has_a_team_the_door_asks_little(
    people, parts, django_assert_num_queries
):
    make_team("owls", people["ann"], component=parts["proposal"])

    with django_assert_num_queries(2):
        settle_if_due(parts["report"], at=LATER, student=people["ann"])


def test_the_clock_groups_the_rest_once(people, parts, time_machine):
    time_machine.move_to(LATER, tick=False)

    group_due()
    made = seated()
    time_machine.move_to(LATER + timedelta(minutes=1), tick=False)
    group_due()

    assert sorted(len(who) for who in made.values()) == [2, 2]
    assert seated() == made


def test_the_clock_leaves_alone_what_is_over(people, parts, time_machine):
    time_machine.move_to(LATER + timedelta(days=30), tick=False)

    group_due()

    assert seated() == {}


def told(*words: str) -> str:
    out = StringIO()
    call_command("groupteams", *words, stdout=out)
    return out.getvalue()


def test_the_command_says_first_what_it_would_do(course, people, parts, time_machine):
    time_machine.move_to(LATER, tick=False)
    hand_in(parts["video"], people["dan"])

    would = told("ml-f20", "report", "--dry-run")
    assert (seated(), Mark.objects.count()) == ({}, 0)
    done = told("ml-f20", "report")

    assert would == (
        "Group 1: ann, ben, cleo\nalone (handed in): dan\n"
        "3 students would be in teams now.\n"
    )
    assert done == would.replace("would be", "are")
    assert seated() == {"Group 1": ["ann", "ben", "cleo"]}


def test_the_command_refuses_where_everybody_is_alone(course, parts):
    parts["report"].details = {}
    parts["report"].save()

    with pytest.raises(CommandError, match="Everybody hands in alone"):
        told("ml-f20", "report")
