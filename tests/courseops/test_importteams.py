"""Teams from a file."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from courseops.datafile import DataFileError
from courseops.decisions.importing_teams import Outcome, import_teams
from courseops.models import AuditEvent, Course, Team, TeamMember
from tests.factories import ComponentFactory, EnrollmentFactory

AT = datetime(2020, 9, 25, 12, tzinfo=UTC)


@pytest.fixture
def course(course: Course) -> Course:
    for login in ("ann", "ben", "cleo", "dan"):
        EnrollmentFactory(course=course, user__login=login)
    EnrollmentFactory(course=course, user__login="tom", role="ta")
    ComponentFactory(
        course=course, slug="project", kind="rubric", details={"team": {"max": 2}}
    )
    return course


def take(course: Course, *lines: str) -> Outcome:
    data = "\n".join(["team,login,component", *lines]).encode()
    return import_teams(course=course, data=data, actor=None, at=AT)


def placed(course: Course) -> dict[str, str]:
    rows = TeamMember.objects.filter(team__course=course).values_list(
        "team__component__slug", "team__name", "enrollment__user__login"
    )
    return {login: f"{slug or 'all'}:{name}" for slug, name, login in rows}


def test_a_team_is_for_its_component_or_for_all(course):
    done = take(course, "tigers,ann,project", "tigers,ben,project", "lions,cleo,")

    assert placed(course) == {
        "ann": "project:tigers",
        "ben": "project:tigers",
        "cleo": "all:lions",
    }
    assert (done.teams, done.places, done.odd) == (2, 3, [])


def test_the_component_column_may_be_left_out(course):
    import_teams(course=course, data=b"login,team\nann,tigers\n", actor=None, at=AT)

    assert placed(course) == {"ann": "all:tigers"}


def test_the_same_file_twice_changes_nothing(course):
    take(course, "tigers,ann,project", "tigers,ben,project")

    take(course, "tigers,ann,project", "tigers,ben,project")

    assert TeamMember.objects.count() == 2
    assert Team.objects.count() == 1


def test_a_login_moves_to_the_team_of_the_newer_file(course):
    take(course, "tigers,ann,project", "tigers,ben,project")

    take(course, "lions,ann,project")

    assert placed(course) == {"ann": "project:lions", "ben": "project:tigers"}


def test_a_team_that_nobody_is_left_in_goes(course):
    take(course, "tigers,ann,project")

    take(course, "lions,ann,project")

    assert [team.name for team in Team.objects.all()] == ["lions"]


def test_a_file_about_one_component_leaves_the_teams_of_the_course(course):
    take(course, "wide,ann,")

    take(course, "own,ann,project")

    assert TeamMember.objects.count() == 2


def test_every_problem_is_named_with_its_line_and_nothing_is_written(course):
    with pytest.raises(DataFileError) as refused:
        take(
            course,
            "tigers,ann,project",
            ",ben,project",
            "tigers,zoe,project",
            "tigers,tom,hw9",
            "lions,ann,project",
        )

    assert refused.value.problems == [
        "line 3, column team: the name of a team is missing",
        "line 4, column login: there is no student 'zoe' in ml-f20",
        "line 5, column login: 'tom' is TA, and no student",
        "line 5, column component: 'hw9' is no component of the course (project)",
        "line 6, column login: 'ann' has a team for project in line 2 already",
    ]
    assert not Team.objects.exists()


def test_a_team_larger_than_the_course_file_lets_it_be_is_taken_and_told(course):
    done = take(course, *(f"tigers,{one},project" for one in ("ann", "ben", "dan")))

    assert done.places == 3
    (sentence,) = done.odd
    assert "tigers has 3 members" in sentence
    assert "at most 2" in sentence


def test_the_import_is_recorded(course):
    take(course, "tigers,ann,project", "lions,cleo,")

    event = AuditEvent.objects.get(verb="team.import")
    assert event.after == {"project": {"tigers": ["ann"]}, "all": {"lions": ["cleo"]}}


def test_the_command_says_what_it_did(course, tmp_path: Path):
    file = tmp_path / "teams.csv"
    file.write_text("team,login,component\ntigers,ann,project\ntigers,ben,project\n")
    out = StringIO()

    call_command("importteams", course.slug, str(file), stdout=out)

    assert out.getvalue().startswith("ml-f20: 2 places in 1 team;")


def test_the_command_lists_every_problem(course, tmp_path: Path):
    file = tmp_path / "teams.csv"
    file.write_text("team,login\n,ann\nx,zoe\n")

    with pytest.raises(CommandError) as refused:
        call_command("importteams", course.slug, str(file))

    assert "teams.csv: line 2" in str(refused.value)
    assert "teams.csv: line 3" in str(refused.value)
    assert "Nothing was imported." in str(refused.value)
