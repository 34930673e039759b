"""Staff put a student into another team, or into none."""

from datetime import timedelta

import pytest

from courseops.models import (
    AuditEvent,
    Team,
)
from courseops.teaming import placing
from courseops.teaming.refusals import TeamRefusedError
from tests.courseops.teaming.papers import AT, make_team, teams
from tests.factories import EnrollmentFactory


def test_staff_place_a_student_in_a_team_that_is_made_for_it(change, people):
    said = placing.place(change=change(why="asked"), student=people["ann"], name="owls")

    assert teams() == {"owls": ["ann"]}
    assert said == ["The papers are sorted."]
    assert AuditEvent.objects.get().why == "asked"


def test_staff_move_a_student_after_all_dates_and_hand_ins(
    change, people, owls_and_crows, papers
):
    papers.written, papers.too_many = {people["ben"]}, True
    late = change(at=AT + timedelta(days=90), why="ill")

    placing.place(change=late, student=people["ben"], name="owls")

    assert teams() == {"owls": ["ann", "ben"], "crows": ["cleo"]}
    assert papers.settled == ["ann", "ben", "cleo"]
    assert AuditEvent.objects.get().before == {
        "crows": "ben, cleo",
        "owls": "ann",
    }


def test_a_team_that_staff_take_the_last_one_out_of_goes(
    change, people, owls_and_crows
):
    placing.place(change=change(why="alone now"), student=people["ann"], name="")

    assert teams() == {"crows": ["ben", "cleo"]}
    assert Team.objects.count() == 1


@pytest.mark.parametrize(
    ("login", "name", "why", "told"),
    [
        ("ann", "crows", " ", "Give a reason"),
        ("ann", "owls", "x", "Ann is in team “owls” already"),
        ("dan", "", "x", "Dan is in no team of this component already"),
        ("dan", "doves!", "x", "a team of 4"),
    ],
)
def test_staff_are_told_why_a_student_stays(
    change, people, project, login, name, why, told
):
    make_team("owls", people["ann"], component=project)
    others = (people["ben"], people["cleo"], EnrollmentFactory(course=project.course))
    make_team("doves!", *others, component=project)

    with pytest.raises(TeamRefusedError, match=told):
        placing.place(change=change(why=why), student=people[login], name=name)
