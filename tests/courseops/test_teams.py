"""Who hands in together."""

import hypothesis
import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from courseops.models import Component, Course, Enrollment, Team, TeamMember
from courseops.teams import entrant, home, members, sharing, team_of_component
from tests.factories import (
    CategoryFactory,
    ComponentFactory,
    CourseFactory,
    EnrollmentFactory,
)


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


# --- Shared teams -------------------------------------------------------------------------

SLUGS = ("proposal", "report", "video")
LOGINS = ("ann", "ben", "cleo", "dan", "eve", "finn")
# Of a team: for which part (None: the course), whether the parts share it, who is in it.
one_team = st.tuples(
    st.sampled_from([*SLUGS, None]), st.booleans(), st.sets(st.sampled_from(LOGINS))
)


def made_project(course: Course) -> dict[str, Component]:
    category = CategoryFactory(course=course, slug="project")
    return {
        slug: ComponentFactory(
            course=course,
            assignment__course=course,
            assignment__category=category,
            assignment__position=position,
            slug=slug,
            kind="rubric",
            details={"team": {"max": 4}},
        )
        for position, slug in enumerate(SLUGS)
    }


@pytest.mark.django_db
@hypothesis.settings(max_examples=12)
@given(st.lists(one_team, max_size=5))
def test_own_teams_win_over_shared_ones_and_those_over_the_courses(made):
    with transaction.atomic():
        _check_order(CourseFactory(slug="shared"), made)
        transaction.set_rollback(True)


def _check_order(course: Course, made) -> None:
    parts = made_project(course)
    people = {
        login: EnrollmentFactory(course=course, user__login=login) for login in LOGINS
    }
    for number, (slug, shared, who) in enumerate(made):
        team = Team.objects.create(
            course=course,
            component=parts.get(slug),
            name=f"{number}",
            is_shared=shared and slug == "proposal",
        )
        for login in who:
            TeamMember.objects.create(team=team, enrollment=people[login])
    whole = team_of_component(course)
    for slug, part in parts.items():
        expected = _by_hand(made, slug)
        for login, one in people.items():
            mates = logins(part, one)
            assert mates == sorted(expected.get(login, {login}))
            keys = whole[part.pk].get(one.pk, (one.pk,))
            assert list(keys) == [people[mate].pk for mate in mates]


def _by_hand(made, part: str) -> dict[str, set[str]]:
    """Whom each one works with: teams are asked in the order in which they win."""
    own = [who for slug, _, who in made if slug == part]
    shared = [
        who for slug, is_shared, who in made if is_shared and slug == "proposal" != part
    ]
    wide = [who for slug, _, who in made if slug is None]
    mates: dict[str, set[str]] = {}
    for rank in (own, shared, wide):
        taken = set(mates)
        for team in rank:
            members = {one for one in team if one not in mates}
            assert not members & taken
            mates |= dict.fromkeys(members, members)
    return mates


def test_the_home_is_the_first_that_says_the_same(course):
    parts = made_project(course)
    parts["video"].details = {"team": {"max": 5}}
    parts["video"].save()

    assert home(parts["report"]) == parts["proposal"]
    assert sharing(parts["report"]) == [parts["proposal"], parts["report"]]
    assert home(parts["video"]) == parts["video"]


def test_competitions_and_archived_parts_share_with_nobody(course):
    parts = made_project(course)
    parts["proposal"].archived = True
    parts["proposal"].save()
    competition = ComponentFactory(course=course, details={"team": {"max": 4}})

    assert home(parts["report"]) == parts["report"]
    assert sharing(competition) == [competition]
