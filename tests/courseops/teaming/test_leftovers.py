"""Those in no team are put together, once students form teams no more."""

from datetime import UTC, datetime, timedelta

import pytest

from courseops.models import AuditEvent, Extension, Team, TeamMember, Track, WorksAlone
from courseops.teaming import forming, leftovers, placing
from tests.courseops.teaming.papers import AT, make_team, teams
from tests.factories import EnrollmentFactory

# Teams form up to the end of 25 September in New York.
FORMED = datetime(2020, 9, 26, 3, 59, 59, tzinfo=UTC)
LATER = FORMED + timedelta(seconds=1)


@pytest.fixture
def project(project):
    """A project of teams of two or three; the rest is put together."""
    project.details["team"] |= {"leftovers": "random", "seed": 7}
    project.save()
    return project


def test_those_in_no_team_make_groups_with_names_that_are_free(change, people, project):
    taken = EnrollmentFactory(course=project.course, user__name="Group 1")
    make_team("group 2", taken, people["ann"], component=project)

    done = leftovers.group(change(at=LATER))

    assert teams() == {"group 2": ["ann", taken.user.login]} | {
        "Group 3": ["ben", "cleo", "dan"]
    }
    assert [name for name, _ in done.groups] == ["Group 3"]
    assert Team.objects.get(name="Group 3").is_shared
    assert set(
        TeamMember.objects.filter(team__name="Group 3").values_list(
            "grouped_at", flat=True
        )
    ) == {LATER}
    event = AuditEvent.objects.get()
    assert (event.verb, event.target) == ("team.group", "project teams")
    assert event.after == {"Group 3": "ben, cleo, dan"}


def test_a_second_run_changes_nothing(change, people):
    leftovers.group(change(at=LATER))
    before = teams()

    assert not leftovers.group(change(at=LATER)).seated
    assert teams() == before
    assert AuditEvent.objects.count() == 1


def test_teams_that_are_too_small_are_filled_up(change, people, project):
    make_team("owls", people["ann"], component=project)

    leftovers.group(change(at=LATER))

    made = teams()
    assert len(made["owls"]) == 2
    assert len(made["Group 1"]) == 2


def test_who_comes_later_comes_into_a_team_with_room(change, people, project):
    leftovers.group(change(at=LATER))
    EnrollmentFactory(course=project.course, user__login="late")

    leftovers.group(change(at=LATER + timedelta(days=1)))

    assert sorted(len(who) for who in teams().values()) == [2, 3]


def test_who_handed_in_alone_stays_alone(change, people, papers):
    papers.written = {people["ann"]}

    done = leftovers.group(change(at=LATER))

    assert done.begun == [people["ann"]]
    assert teams() == {"Group 1": ["ben", "cleo", "dan"]}


def test_one_for_whom_there_is_no_room_is_named(change, people, project):
    make_team("owls", *list(people.values())[:3], component=project)

    done = leftovers.group(change(at=LATER))

    assert (done.seated, done.left) == ([], [people["dan"]])
    assert not AuditEvent.objects.exists()


def test_auditors_who_dropped_and_other_tracks_are_not_asked(change, people, project):
    track = Track.objects.create(
        course=project.course, slug="short", position=1, units=9, without=["project"]
    )
    people["ann"].basis, people["ben"].status = "audit", "dropped"
    people["cleo"].track = track
    for one in people.values():
        one.save()
    EnrollmentFactory(course=project.course, role="ta")

    assert leftovers.planned(change(at=LATER)).left == [people["dan"]]


def test_whom_staff_put_into_no_team_stays_alone_until_they_are_in_one(
    change, people, project
):
    why = change(at=LATER, why="works abroad")
    placing.place(change=why, student=people["ann"], name="")
    leftovers.group(change(at=LATER))
    assert teams() == {"Group 1": ["ben", "cleo", "dan"]}

    forming.create(change=change(at=AT), student=people["ann"], name="owls")

    assert not WorksAlone.objects.exists()


def test_the_seed_of_another_component_makes_other_groups(change, people, project):
    for _ in range(12):
        EnrollmentFactory(course=project.course)
    here = leftovers.planned(change(at=LATER)).groups
    project.slug = "another"

    assert leftovers.planned(change(at=LATER)).groups != here


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (FORMED, False),
        (LATER, True),
        # The last deadline is on 28 September, 3:59:59.
        (datetime(2020, 9, 28, 3, 59, 59, tzinfo=UTC), True),
        (datetime(2020, 9, 28, 4, tzinfo=UTC), False),
    ],
)
def test_it_is_due_from_the_date_to_the_end_of_the_work(project, at, due):
    assert leftovers.is_due(project, at=at) is due


def test_an_extension_of_somebody_keeps_it_due(project, people):
    Extension.objects.create(
        component=project, enrollment=people["ann"], days=2, reason="ill", at=AT
    )

    assert leftovers.is_due(project, at=datetime(2020, 9, 29, 12, tzinfo=UTC))


@pytest.mark.parametrize("missing", ["leftovers", "form_by"])
def test_it_is_not_due_where_the_file_does_not_say_so(project, missing):
    del project.details["team"][missing]

    assert not leftovers.is_due(project, at=LATER)


@pytest.mark.parametrize("size", [3, 24])
def test_looking_costs_the_same_for_any_class(
    change, people, project, size, django_assert_num_queries
):
    for number in range(size):
        one = EnrollmentFactory(course=project.course)
        make_team(f"team {number}", one, component=project)

    with django_assert_num_queries(9):
        leftovers.planned(change(at=LATER))
