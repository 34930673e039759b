from datetime import UTC, datetime, timedelta

import pytest

from leaderboard import models
from leaderboard.selectors import board, monitor, submissions
from leaderboard.selectors.board import leaderboard
from leaderboard.selectors.monitor import Filter
from tests.factories import (
    CompetitionFactory,
    EnrollmentFactory,
    SubmissionFactory,
)

AT = datetime(2020, 9, 20, 12, tzinfo=UTC)


@pytest.fixture
def competition(course):
    return CompetitionFactory(component__course=course, component__slug="hw1p2")


def stand(competition, enrollment, score, *, minutes=0, entries=1):
    at = AT + timedelta(minutes=minutes)
    return models.Standing.objects.create(
        competition=competition,
        enrollment=enrollment,
        submission=SubmissionFactory(
            competition=competition, enrollment=enrollment, received_at=at
        ),
        public=score,
        achieved_at=at,
        entries=entries,
    )


def student(course, name, **changes):
    return EnrollmentFactory(
        course=course, user__login=name, user__name=name.title(), **changes
    )


def names(found):
    return [(entry.rank, entry.name) for entry in found.entries]


def test_higher_is_first_when_higher_is_better(course, competition):
    stand(competition, student(course, "ann"), 0.5)
    stand(competition, student(course, "ben"), 0.9)

    found = leaderboard(competition=competition, minimize=False, me=None)

    assert names(found) == [(1, "Ben"), (2, "Ann")]


def test_lower_is_first_when_lower_is_better(course, competition):
    stand(competition, student(course, "ann"), 5.0)
    stand(competition, student(course, "ben"), 9.0)

    found = leaderboard(competition=competition, minimize=True, me=None)

    assert names(found) == [(1, "Ann"), (2, "Ben")]


def test_equal_scores_share_a_rank_and_the_earlier_is_first(course, competition):
    stand(competition, student(course, "ann"), 0.7, minutes=5)
    stand(competition, student(course, "ben"), 0.7, minutes=1)
    stand(competition, student(course, "cat"), 0.6)

    found = leaderboard(competition=competition, minimize=False, me=None)

    assert names(found) == [(1, "Ben"), (1, "Ann"), (3, "Cat")]


def test_staff_stand_among_the_students_without_taking_a_rank(course, competition):
    stand(competition, student(course, "ann"), 0.5)
    stand(competition, student(course, "ben"), 0.9)
    stand(competition, student(course, "tom", role="ta"), 0.7)

    found = leaderboard(competition=competition, minimize=False, me=None)

    assert names(found) == [(1, "Ben"), (None, "Tom"), (2, "Ann")]


def test_dropped_students_are_not_shown_and_leave_no_gap(course, competition):
    stand(competition, student(course, "ann", status="dropped"), 0.9)
    stand(competition, student(course, "ben"), 0.5)

    found = leaderboard(competition=competition, minimize=False, me=None)

    assert names(found) == [(1, "Ben")]
    assert found.ranked == 1


def test_the_nickname_is_shown_instead_of_the_name(course, competition):
    stand(competition, student(course, "ann", nickname="Ada"), 0.9)

    found = leaderboard(competition=competition, minimize=False, me=None)

    assert names(found) == [(1, "Ada")]


def test_a_later_page_ranks_on_and_still_knows_my_line(
    course, competition, monkeypatch
):
    monkeypatch.setattr(board, "PAGE_SIZE", 2)
    people = [student(course, f"p{n}") for n in range(5)]
    for person, score in zip(people, [0.9, 0.8, 0.8, 0.7, 0.6], strict=True):
        stand(competition, person, score)

    second = leaderboard(competition=competition, minimize=False, me=people[4], page=2)

    assert names(second) == [(2, "P2"), (4, "P3")]
    assert second.own is not None
    assert (second.own.rank, second.own.name) == (5, "P4")
    assert (second.page, second.pages) == (2, 3)


def test_each_staff_entry_is_on_exactly_one_page(course, competition, monkeypatch):
    monkeypatch.setattr(board, "PAGE_SIZE", 2)
    for n, score in enumerate([0.9, 0.8, 0.7, 0.6]):
        stand(competition, student(course, f"p{n}"), score)
    for n, score in enumerate([0.95, 0.8, 0.75, 0.1]):
        stand(competition, student(course, f"t{n}", role="ta"), score)

    pages = [
        names(leaderboard(competition=competition, minimize=False, me=None, page=page))
        for page in (1, 2)
    ]

    assert pages == [
        [(None, "T0"), (1, "P0"), (2, "P1"), (None, "T1"), (None, "T2")],
        [(3, "P2"), (4, "P3"), (None, "T3")],
    ]


def test_a_page_beyond_the_last_is_the_last(course, competition):
    stand(competition, student(course, "ann"), 0.5)

    found = leaderboard(competition=competition, minimize=False, me=None, page=9)

    assert names(found) == [(1, "Ann")]


@pytest.mark.parametrize("people", [5, 50])
def test_the_board_costs_the_same_queries_for_any_class(
    course, competition, django_assert_num_queries, people
):
    for n in range(people):
        stand(competition, student(course, f"p{n}"), n / 100)

    with django_assert_num_queries(3):
        leaderboard(competition=competition, minimize=False, me=None)


def test_own_submissions_are_mine_alone_newest_first(alice, course, competition):
    first = SubmissionFactory(competition=competition, enrollment=alice)
    second = SubmissionFactory(
        competition=competition,
        enrollment=alice,
        received_at=first.received_at + timedelta(hours=1),
    )
    SubmissionFactory(competition=competition, enrollment=student(course, "ann"))

    found = submissions.own_submissions(competition=competition, enrollment=alice)

    assert list(found) == [second, first]


def test_waiting_before_counts_older_open_submissions_only(course, competition):
    def at(minute, state="queued"):
        return SubmissionFactory(
            competition=competition,
            received_at=AT + timedelta(minutes=minute),
            state=state,
        )

    at(1, "scoring")
    at(2, "scored")
    at(3)
    mine = at(4)
    at(4)
    at(5)

    assert submissions.waiting_before(submission=mine) == 2


def test_the_monitor_filters_by_competition_state_and_student(course, competition):
    other = CompetitionFactory(component__course=course)
    ann = student(course, "ann")
    SubmissionFactory(competition=competition, enrollment=ann, state="scored")
    SubmissionFactory(competition=other, enrollment=ann, state="queued")
    SubmissionFactory(competition=competition, enrollment=student(course, "ben"))
    wanted = SubmissionFactory(competition=competition, enrollment=ann, state="queued")

    found = monitor.submissions(
        course=course,
        chosen=Filter(competition="hw1p2", student="ANN", state="queued"),
    )

    assert list(found) == [wanted]


def test_the_overview_counts_every_state_and_dates_the_oldest_waiting(
    course, competition
):
    for minute, state in enumerate(["scored", "queued", "queued", "failed"]):
        SubmissionFactory(
            competition=competition,
            state=state,
            received_at=AT + timedelta(minutes=minute),
        )

    found = monitor.overview(course=course, chosen=Filter())

    assert found.counts == {
        "queued": 2,
        "scoring": 0,
        "scored": 1,
        "refused": 0,
        "failed": 1,
        "cancelled": 0,
    }
    assert found.oldest_waiting == AT + timedelta(minutes=1)


def test_the_monitor_shows_no_other_course(course, charlie):
    SubmissionFactory(
        enrollment=charlie.enrollments.get(),
        competition=CompetitionFactory(
            component__course=charlie.enrollments.get().course
        ),
    )

    assert not monitor.submissions(course=course, chosen=Filter()).exists()
