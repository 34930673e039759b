"""A comparison from the files to the report."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from celery.exceptions import Retry
from django.conf import settings

from courseops import clock
from courseops.models import AuditEvent, Team, TeamMember
from leaderboard.models import RunState, SampleFile, SimilarityReport
from leaderboard.similarity import asking
from leaderboard.similarity.running import compare_submissions, run
from leaderboard.similarity.tasks import compare
from tests.factories import CompetitionFactory
from tests.leaderboard.similarity.handed_in import (
    as_csv,
    give,
    hand_in_all,
    small_class,
    with_copy,
)

AT = datetime(2020, 10, 1, 12, tzinfo=UTC)


@pytest.fixture
def competition(course):
    return CompetitionFactory(component__course=course, component__slug="hw1p2")


def compared(competition):
    return compare_submissions(competition_id=competition.pk)


def students_of(result):
    return [(pair["one"], pair["other"], pair["kind"]) for pair in result["pairs"]]


def test_a_copy_is_reported_with_its_submissions(competition):
    students = hand_in_all(competition, with_copy(small_class()))

    result = compared(competition)

    assert students_of(result) == [(students[3].pk, students[7].pk, "answers")]
    pair = result["pairs"][0]
    assert pair["submissions"] == [
        [students[3].submissions.get().pk, students[7].submissions.get().pk]
    ]
    assert pair["strength"] > result["threshold"]
    assert pair["evidence"]["same_wrong"] > 3 * pair["evidence"]["expected"]
    assert (result["students"], result["submissions"], result["rows"]) == (9, 9, 150)


def test_the_same_file_and_the_same_predictions_are_told_apart(competition):
    found = small_class()
    students = hand_in_all(competition, found)
    own = students[3].submissions.get()
    give(competition, students[7], own.file.read_text(), sha256=own.sha256)
    shuffled = as_csv(found.answers[1]).splitlines(keepends=True)
    give(
        competition,
        students[5],
        "".join([shuffled[0], *shuffled[:0:-1]]),
        sha256="other",
    )

    result = compared(competition)

    assert students_of(result) == [
        (students[3].pk, students[7].pk, "file"),
        (students[1].pk, students[5].pk, "predictions"),
    ]


def test_in_a_tiny_class_only_what_is_identical_is_reported(competition, alice):
    found = small_class()
    students = hand_in_all(competition, found)
    for student in students[4:]:
        student.submissions.all().delete()
    give(competition, alice, as_csv(found.answers[2]), sha256="other")

    result = compared(competition)

    assert students_of(result) == [(alice.pk, students[2].pk, "predictions")]
    assert result["pairs"][0]["strength"] is None
    assert result["histogram"] is None


def test_what_cannot_be_evidence_is_left_aside(competition, alice, bob):
    found = small_class()
    students = hand_in_all(competition, found)
    sample = Path(settings.MEDIA_ROOT) / "sample.csv"
    sample.write_text(as_csv(found.answers[0][::-1]))
    SampleFile.objects.create(
        competition=competition, file_name="sample.csv", path="sample.csv"
    )
    for number, student in enumerate((alice, students[1])):
        for kind, content in {
            "constant": as_csv([0] * 150),
            "right": as_csv(found.truth),
            "sample": as_csv(found.answers[0][::-1]),
        }.items():
            give(competition, student, content, sha256=f"{kind}-{number}")
    give(competition, bob, as_csv(found.answers[3]), sha256="of staff")

    result = compared(competition)

    assert result["pairs"] == []
    assert result["left_aside"] == {"constant": 2, "right": 2, "sample": 2}


def test_a_team_may_hand_in_the_same(competition):
    students = hand_in_all(competition, with_copy(small_class()))
    team = Team.objects.create(
        course=competition.component.course,
        component=competition.component,
        name="Two",
    )
    for student in (students[3], students[7]):
        TeamMember.objects.create(team=team, enrollment=student)

    assert compared(competition)["pairs"] == []


def test_a_file_that_is_gone_is_counted(competition):
    students = hand_in_all(competition, small_class())
    students[0].submissions.get().file.unlink()

    assert compared(competition)["left_aside"]["unread"] == 1


def test_numbers_are_compared_too(course):
    competition = CompetitionFactory(
        component__course=course, component__slug="hw2p2", metric="rmse"
    )
    found = with_copy(small_class())
    values = found.answers + found.random.normal(0, 0.3, found.answers.shape)
    values[7] = values[3] + found.random.normal(0, 0.01, values.shape[1])
    found.answers = values
    students = hand_in_all(competition, found)

    result = compared(competition)

    assert students_of(result) == [(students[3].pk, students[7].pk, "answers")]
    assert result["pairs"][0]["evidence"]["correlation"] > 0.9


def asked(competition, actor=None, at=AT):
    asking.ask(competition=competition, actor=actor, at=at)
    return SimilarityReport.objects.get(competition=competition)


def ran(competition, at=AT):
    run(competition_id=competition.pk, asked_at=at, now=lambda: at)
    return SimilarityReport.objects.get(competition=competition)


def test_asking_is_recorded_and_leads_to_a_result(competition, ina):
    hand_in_all(competition, with_copy(small_class()))

    assert asked(competition, ina.user).state == RunState.QUEUED
    report = ran(competition)

    assert (report.state, report.finished_at) == (RunState.READY, AT)
    assert len(report.result["pairs"]) == 1
    event = AuditEvent.objects.get(verb="similarity.compare")
    assert (event.actor, event.target) == (ina.user, "component:hw1p2")


def test_while_one_is_under_way_no_second_one_is_asked_for(competition):
    asked(competition)

    again = asking.ask(
        competition=competition, actor=None, at=AT + timedelta(minutes=1)
    )

    assert not again
    assert AuditEvent.objects.count() == 1


def test_what_was_lost_can_be_asked_for_again(competition):
    asked(competition)
    later = AT + timedelta(minutes=3)

    asked(competition, at=later)

    report = ran(competition, at=AT)
    assert (report.state, report.asked_at) == (RunState.QUEUED, later)


def test_a_request_whose_worker_was_killed_fails_when_it_comes_back(competition):
    asked(competition)
    assert asking.begin(competition_id=competition.pk, asked_at=AT, at=AT)

    report = ran(competition)

    assert report.state == RunState.FAILED
    assert "The worker stopped before it was done" in report.error
    assert asking.may_ask(report, at=AT)


def test_a_worker_that_never_came_back_blocks_nobody_for_good(competition):
    report = asked(competition)
    asking.begin(competition_id=competition.pk, asked_at=AT, at=AT)
    report.refresh_from_db()

    limit = timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT)
    assert not asking.may_ask(report, at=AT + limit)
    assert asking.may_ask(report, at=AT + 3 * limit)


def test_a_result_that_was_replaced_is_not_stored(competition):
    asked(competition)
    asking.begin(competition_id=competition.pk, asked_at=AT, at=AT)
    later = AT + timedelta(hours=2)
    asked(competition, at=later)

    asking.finish(competition_id=competition.pk, asked_at=AT, at=later, result={})

    report = SimilarityReport.objects.get()
    assert (report.state, report.result) == (RunState.QUEUED, None)


def test_one_is_compared_at_a_time(competition, course):
    other = CompetitionFactory(component__course=course, component__slug="hw2p2")
    asked(competition)
    asked(other)
    asking.begin(competition_id=competition.pk, asked_at=AT, at=AT)

    assert asking.is_busy(competition_id=other.pk, at=AT)
    assert not asking.is_busy(competition_id=competition.pk, at=AT)


def test_the_next_waits_until_the_first_is_done(competition, course):
    other = CompetitionFactory(component__course=course, component__slug="hw2p2")
    at = clock.now()
    asked(competition, at=at)
    asked(other, at=at)
    asking.begin(competition_id=competition.pk, asked_at=at, at=at)

    with pytest.raises(Retry):
        compare(competition_id=other.pk, asked_at=at.isoformat())

    assert SimilarityReport.objects.get(competition=other).state == RunState.QUEUED


def test_without_a_solution_it_says_what_to_do(competition):
    asked(competition)

    report = ran(competition)

    assert report.state == RunState.FAILED
    assert report.error.startswith("There is no solution to compare with")


def test_an_unexpected_error_is_told_and_raised(competition, monkeypatch):
    hand_in_all(competition, small_class())
    (competition.solutions.get().path / "ids.npy").write_bytes(b"damaged")
    asked(competition)

    with pytest.raises(ValueError, match="allow_pickle"):
        ran(competition)

    report = SimilarityReport.objects.get()
    assert report.state == RunState.FAILED
    assert "Tell whoever runs this site" in report.error
