"""In which order workers take what waits, and what a waiting student is told."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from leaderboard import claims, fairness
from leaderboard.expectation import Expectation, expectation
from leaderboard.models import State, Submission
from tests.factories import (
    CompetitionFactory,
    EnrollmentFactory,
    SubmissionFactory,
)
from tests.leaderboard.handins import AT


def hand_in(enrollment, *, minute: int = 0, **fields) -> Submission:
    return SubmissionFactory(
        enrollment=enrollment,
        received_at=AT + timedelta(minutes=minute),
        turn=fairness.next_turn(enrollment=enrollment.pk),
        **fields,
    )


def taken() -> list[Submission]:
    """Let one worker take all that waits; return it in order."""
    order = []
    while claim := claims.take_next(worker="w", at=AT):
        order.append(Submission.objects.get(pk=claim.submission_id))
        claim.finish(state=State.SCORED)
    return order


@pytest.fixture
def people(db):
    competition = CompetitionFactory()
    course = competition.component.course
    return EnrollmentFactory.create_batch(3, course=course)


def test_students_take_turns_however_many_files_one_hands_in(people) -> None:
    alice, bob, carol = people
    for minute in range(4):
        hand_in(alice, minute=minute)
    hand_in(bob, minute=4)
    hand_in(carol, minute=5)
    hand_in(bob, minute=6)

    assert [one.enrollment for one in taken()] == [
        alice,
        bob,
        carol,
        alice,
        bob,
        alice,
        alice,
    ]


def test_who_comes_later_does_not_overtake_whoever_has_waited(people) -> None:
    alice, bob, _ = people
    for minute in range(3):
        hand_in(alice, minute=minute)
    claim = claims.take_next(worker="w", at=AT)
    assert claim is not None
    claim.finish(state=State.SCORED)
    hand_in(bob, minute=3)
    hand_in(bob, minute=4)

    assert [one.enrollment for one in taken()] == [alice, bob, alice, bob]


def test_what_somebody_waits_for_goes_before_what_staff_set_going(people) -> None:
    alice, bob, _ = people
    again = SubmissionFactory.create_batch(2, enrollment=alice)
    fairness.queue_in_bulk(submissions=[one.pk for one in again])
    mine = hand_in(bob, minute=9)

    assert taken() == [mine, *again]


def test_what_staff_set_going_takes_turns_too(people) -> None:
    alice, bob, _ = people
    first, second = SubmissionFactory.create_batch(2, enrollment=alice)
    third = SubmissionFactory(enrollment=bob, received_at=AT + timedelta(hours=1))
    fairness.queue_in_bulk(submissions=[first.pk, second.pk, third.pk])

    assert taken() == [first, third, second]


def test_what_failed_just_now_lets_others_go_first(people) -> None:
    alice, bob, _ = people
    hand_in(alice, attempts=1, enqueued_at=AT)
    mine = hand_in(bob, minute=1)

    assert taken() == [mine]


class Rounds(TestCase):
    """However people hand in, nobody is served twice before another who waits is."""

    @settings(max_examples=15)
    @given(st.lists(st.integers(0, 2), min_size=1, max_size=12))
    def test_nobody_is_two_rounds_ahead_of_one_who_waits(self, order) -> None:
        Submission.objects.all().delete()
        people = EnrollmentFactory.create_batch(3)
        for minute, who in enumerate(order):
            hand_in(people[who], minute=minute)

        left, served = Counter(people[who].pk for who in order), Counter()
        for one in taken():
            served[one.enrollment_id] += 1
            left[one.enrollment_id] -= 1
            waiting = [served[key] for key, count in left.items() if count]
            assert served[one.enrollment_id] <= min(waiting, default=99) + 1


def test_those_ahead_are_counted_in_the_order_of_the_workers(people) -> None:
    alice, bob, carol = people
    hand_in(alice)
    hand_in(alice, minute=1)
    SubmissionFactory(enrollment=carol, state=State.SCORING)
    mine = hand_in(bob, minute=2)

    assert fairness.ahead_of(submission=mine) == 2


def test_the_wait_is_what_the_last_ones_took_shared_by_their_workers(people) -> None:
    alice, bob, _ = people
    for worker in ("a", "b"):
        SubmissionFactory(
            enrollment=alice,
            state=State.SCORED,
            worker=worker,
            started_at=AT - timedelta(seconds=9),
            finished_at=AT - timedelta(seconds=5),
        )
    hand_in(alice)
    mine = hand_in(bob, minute=1)

    assert expectation(submission=mine, at=AT) == Expectation(
        ahead=1, wait=timedelta(seconds=4)
    )


def test_without_a_worker_at_work_nobody_says_how_long_it_takes(people) -> None:
    mine = hand_in(people[0])

    assert expectation(submission=mine, at=AT) == Expectation(ahead=0, wait=None)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.4, "a few seconds"),
        (31, "about 40 s"),
        (91, "about 2 min"),
        (5401, "about 2 h"),
    ],
)
def test_a_wait_is_rounded_up(seconds, said) -> None:
    assert Expectation(ahead=1, wait=timedelta(seconds=seconds)).in_words == said
