"""Who hands in together."""

import pytest

from courseops.models import Component, Course, Enrollment, Team, TeamMember
from courseops.teams import entrant, members, team_of_component
from tests.factories import ComponentFactory, EnrollmentFactory


@pytest.fixture
def people(course: Course) -> dict[str, Enrollment]:
    return {
        login: EnrollmentFactory(course=course, user__login=login)
        for login in ("dan", "cleo", "ben", "ann")
    }


@pytest.fixture
def project(course: Course) -> Component:
    """A component on which teams of four work."""
    return ComponentFactory(
        course=course, slug="project", kind="rubric", details={"team": {"max": 4}}
    )


@pytest.fixture
def homework(course: Course) -> Component:
    """A component that everybody does alone."""
    return ComponentFactory(course=course, slug="hw1", kind="parts")


def make_team(name: str, *people: Enrollment, component: Component | None = None):
    team = Team.objects.create(course=people[0].course, component=component, name=name)
    for one in people:
        TeamMember.objects.create(team=team, enrollment=one)


def logins(component: Component, one: Enrollment) -> list[str]:
    return [m.user.login for m in members(component=component, enrollment=one)]


def test_who_is_in_no_team_hands_in_alone(people, project):
    assert logins(project, people["ann"]) == ["ann"]


def test_a_team_of_the_course_acts_where_teams_are_allowed(people, project, homework):
    make_team("tigers", people["dan"], people["ann"])

    assert logins(project, people["ann"]) == ["ann", "dan"]
    assert logins(homework, people["ann"]) == ["ann"]


def test_a_team_of_a_component_acts_whatever_the_file_allows(people, homework):
    make_team("tigers", people["dan"], people["ann"], component=homework)

    assert logins(homework, people["dan"]) == ["ann", "dan"]


def test_a_team_of_a_component_wins_over_one_of_the_course(people, project):
    make_team("wide", people["ann"], people["ben"], people["cleo"])
    make_team("own", people["ann"], people["dan"], component=project)

    assert logins(project, people["ann"]) == ["ann", "dan"]
    assert logins(project, people["ben"]) == ["ben", "cleo"]


def test_teams_of_another_component_do_not_act_here(people, project, homework):
    make_team("own", people["ann"], people["dan"], component=homework)

    assert logins(project, people["ann"]) == ["ann"]


def test_who_is_in_two_teams_of_a_component_is_in_the_first_by_name(people, project):
    make_team("b", people["ann"], people["ben"], component=project)
    make_team("a", people["ann"], people["cleo"], component=project)

    assert logins(project, people["ann"]) == ["ann", "cleo"]
    assert logins(project, people["ben"]) == ["ben"]


def test_a_team_is_listed_under_the_first_member_who_is_still_there(people, homework):
    make_team("owls", people["ben"], people["ann"], component=homework)
    Enrollment.objects.filter(pk=people["ann"].pk).update(status="dropped")

    found = entrant(component=homework, enrollment=people["ben"])

    assert found.first == people["ben"].pk
    assert found.members == (people["ann"].pk, people["ben"].pk)


def test_all_teams_of_a_course_take_two_queries(
    people, project, homework, django_assert_num_queries
):
    make_team("wide", people["dan"], people["ann"])
    make_team("own", people["ben"], people["cleo"], component=homework)
    ann, ben, cleo, dan = (people[one].pk for one in ("ann", "ben", "cleo", "dan"))

    with django_assert_num_queries(2):
        found = team_of_component(project.course)

    assert found == {
        project.pk: {ann: (ann, dan), dan: (ann, dan)},
        homework.pk: {ben: (ben, cleo), cleo: (ben, cleo)},
    }
