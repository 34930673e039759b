"""Graders fill rubrics: drafts, finished ones, two at once, settled ones."""

import pytest

from courseops.models import AuditEvent, Enrollment
from projects.gradings.filling import (
    GradingRefusedError,
    OutdatedError,
    reopen,
    revision,
    save,
    settle,
    unsettle,
)
from projects.gradings.works import BOUND
from projects.models import Grading, GradingDuty
from tests.factories import EnrollmentFactory
from tests.projects.graded import AT, SIXTY, give, judged, sixty_points, talk, work_of
from tests.projects.handed_in import hand_in, team


@pytest.fixture
def report(course, alice):
    """Alice's report, handed in."""
    component = sixty_points(course)
    hand_in(component, alice)
    return component


@pytest.fixture
def tom(course) -> Enrollment:
    return EnrollmentFactory(course=course, user__login="tom", role="ta")


def assign(component, work, *graders) -> None:
    for one in graders:
        GradingDuty.objects.create(
            component=component, enrollment=work, grader=one, assigned_at=AT
        )


def events(area: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(verb__startswith=f"{area}.").order_by("pk"))


def test_a_draft_counts_for_nothing_and_needs_not_be_complete(report, bob):
    row = give(report, "alice", bob.user, 4.5, is_done=False)

    assert (row.points, row.done_at) == (None, None)
    assert row.by_criterion == {"objectives": 4.5}
    assert work_of(report, "alice").points is None
    assert events("grading") == []


def test_a_finished_grading_counts_and_is_recorded(report, bob):
    row = give(report, "alice", bob.user, *SIXTY)

    assert (row.points, row.done_at) == (60, AT)
    assert work_of(report, "alice").points == 60
    (event,) = events("grading")
    assert (event.verb, event.target) == ("grading.finish", "project of alice")
    assert event.before is None
    assert event.after["points"] == 60
    assert event.after["criteria"]["approach"] == 10


def test_a_criterion_without_points_is_named(report, bob):
    with pytest.raises(GradingRefusedError, match="Open: Relation to Deep Learning"):
        give(report, "alice", bob.user, *SIXTY[:8])

    assert not Grading.objects.exists()


def test_more_points_than_a_criterion_has_are_refused(report, bob):
    with pytest.raises(GradingRefusedError, match="6 is not between 0 and 5 points"):
        give(report, "alice", bob.user, 6)


def test_nothing_is_graded_that_is_not_handed_in(report, course, bob):
    EnrollmentFactory(course=course, user__login="carol")

    with pytest.raises(GradingRefusedError, match="Nothing was handed in"):
        give(report, "carol", bob.user, *SIXTY)


def test_a_talk_is_graded_without_files(course, alice, bob):
    row = give(talk(course), "alice", bob.user, 42.25)

    assert (row.points, row.handin) == (42.25, None)


def test_two_windows_of_one_grader_lose_nothing(report, bob):
    before = work_of(report, "alice")
    give(report, "alice", bob.user, 1, is_done=False)

    with pytest.raises(OutdatedError, match="changed elsewhere"):
        save(
            component=report,
            work=before,
            judged=judged(before, 2),
            grader=bob.user,
            based_on=revision(before.by(bob.user)),
            is_done=False,
            at=AT,
        )

    assert Grading.objects.get().by_criterion == {"objectives": 1}


def test_two_graders_have_a_grading_each_and_the_mean_counts(report, bob, tom, alice):
    assign(report, alice, bob, tom)
    give(report, "alice", bob.user, *SIXTY)
    assert work_of(report, "alice").points is None

    give(report, "alice", tom.user, 5, 5, 5, 10, 5, 10, 5, 5, 3)

    work = work_of(report, "alice")
    assert work.points == 56.5
    assert work.difference == 7
    assert work.differs
    assert work.difference > BOUND * 60


def test_who_has_still_to_judge_sees_nothing_of_the_other(report, bob, tom, ina, alice):
    assign(report, alice, bob, tom)
    give(report, "alice", bob.user, *SIXTY)

    work = work_of(report, "alice")
    assert work.seen_by(tom.user) == []
    assert [one.points for one in work.seen_by(ina.user)] == [60]
    give(report, "alice", tom.user, *SIXTY, is_done=False)
    assert work_of(report, "alice").seen_by(tom.user) == []
    give(report, "alice", tom.user, *SIXTY)
    assert len(work_of(report, "alice").seen_by(tom.user)) == 2


def test_a_draft_of_another_is_never_seen(report, bob, ina):
    give(report, "alice", bob.user, *SIXTY, is_done=False)

    assert work_of(report, "alice").seen_by(ina.user) == []


def test_ones_own_is_opened_again_and_counts_once_it_is_finished(report, bob):
    row = give(report, "alice", bob.user, *SIXTY)
    work = work_of(report, "alice")
    with pytest.raises(GradingRefusedError, match="finished"):
        give(report, "alice", bob.user, 1)

    reopen(
        component=report,
        work=work,
        grader=bob.user,
        based_on=revision(row),
        at=AT.replace(hour=13),
    )

    assert work_of(report, "alice").points is None
    give(report, "alice", bob.user, 0, *SIXTY[1:], at=AT.replace(hour=14))
    assert work_of(report, "alice").points == 55
    assert [one.verb for one in events("grading")] == [
        "grading.finish",
        "grading.reopen",
        "grading.finish",
    ]
    assert events("grading")[2].before["points"] == 60


def test_a_newer_version_waits_and_the_older_keeps_its_grading(report, alice, bob):
    give(report, "alice", bob.user, *SIXTY)
    second = hand_in(report, alice, at=AT.replace(day=21))

    work = work_of(report, "alice")

    assert work.version.handin == second
    assert work.points is None
    assert [one.points for one in work.elsewhere] == [60]
    assert work.in_version(1).points == 60
    assert work.in_version(3) is None


def test_a_grading_is_that_of_the_whole_team(report, course, alice, bob):
    carol = EnrollmentFactory(course=course, user__login="carol")
    team(report, "Owls", alice, carol)

    give(report, "carol", bob.user, *SIXTY)

    work = work_of(report, "carol")
    assert (work.title, work.points) == ("Owls", 60)
    assert [one.user.login for one in work.members] == ["alice", "carol"]


def settled(component, ina, *points, why="looked at both", based_on=None, at=AT):
    work = work_of(component, "alice")
    return settle(
        component=component,
        work=work,
        judged=judged(work, *points),
        actor=ina.user,
        based_on=revision(work.settling) if based_on is None else based_on,
        why=why,
        at=at,
    )


def test_one_that_settles_counts_alone_until_it_is_taken_back(report, bob, tom, ina):
    give(report, "alice", bob.user, *SIXTY)
    give(report, "alice", tom.user, 0, *SIXTY[1:])

    row = settled(report, ina, 1, *SIXTY[1:])

    work = work_of(report, "alice")
    assert (work.points, work.differs) == (56, False)
    assert events("grading")[-1].why == "looked at both"
    unsettle(
        component=report,
        work=work,
        actor=ina.user,
        based_on=revision(row),
        why="mistaken",
        at=AT,
    )
    assert work_of(report, "alice").points == 57.5
    assert events("grading")[-1].before["points"] == 56


def test_settling_takes_a_reason_and_gradings(report, bob, tom, ina, alice):
    with pytest.raises(GradingRefusedError, match="nothing to settle"):
        settled(report, ina, *SIXTY)
    give(report, "alice", bob.user, *SIXTY)
    with pytest.raises(GradingRefusedError, match="Give a reason"):
        settled(report, ina, *SIXTY, why=" ")
    assign(report, alice, tom)
    with pytest.raises(GradingRefusedError, match="nothing to settle"):
        settled(report, tom, *SIXTY)


def test_two_who_settle_at_once_do_not_overwrite_each_other(report, bob, ina):
    give(report, "alice", bob.user, *SIXTY)
    settled(report, ina, *SIXTY)

    with pytest.raises(OutdatedError):
        settled(report, bob, *SIXTY, based_on="")
