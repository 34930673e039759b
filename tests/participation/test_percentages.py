"""Attendance is a share of the sessions held that could be attended."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from participation.percentages import worth


def percent(*, held: int, excused: int = 0, attended: int, allow_missed: int = 0):
    return worth(
        held=np.array([held]),
        excused=np.array([excused]),
        attended=np.array([attended]),
        allow_missed=np.array([allow_missed]),
    ).percent[0]


@st.composite
def counts(draw):
    held = draw(st.integers(0, 40))
    excused = draw(st.integers(0, held))
    attended = draw(st.integers(0, held - excused))
    allow_missed = draw(st.integers(0, 45))
    return {
        "held": held,
        "excused": excused,
        "attended": attended,
        "allow_missed": allow_missed,
    }


def test_a_share_of_the_sessions_held():
    assert percent(held=8, attended=6) == 75


def test_sessions_that_may_be_missed_cost_nothing():
    assert percent(held=10, attended=8, allow_missed=2) == 100
    assert percent(held=10, attended=6, allow_missed=2) == 75


def test_attending_more_than_needed_earns_no_more():
    assert percent(held=10, attended=10, allow_missed=2) == 100


def test_excused_sessions_leave_the_pool():
    assert percent(held=10, excused=4, attended=3, allow_missed=2) == 75


def test_one_session_at_least_has_to_be_attended():
    assert percent(held=2, attended=0, allow_missed=5) == 0
    assert percent(held=2, attended=1, allow_missed=5) == 100


def test_no_result_before_the_first_session():
    assert np.isnan(percent(held=0, attended=0))


def test_no_result_for_who_is_excused_from_every_session():
    assert np.isnan(percent(held=3, excused=3, attended=0))


@given(counts())
def test_a_percentage_wherever_a_session_could_be_attended(given_counts):
    found = percent(**given_counts)
    if given_counts["held"] > given_counts["excused"]:
        assert 0 <= found <= 100
    else:
        assert np.isnan(found)


@given(counts())
def test_the_full_percentage_takes_all_but_what_may_be_missed(given_counts):
    pool = given_counts["held"] - given_counts["excused"]
    missed = pool - given_counts["attended"]
    if pool > given_counts["allow_missed"]:
        full = missed <= given_counts["allow_missed"]
        assert (percent(**given_counts) == 100) == full


@given(st.lists(counts(), min_size=1, max_size=8))
def test_a_class_is_its_students_one_by_one(given_class):
    columns = {
        name: np.array([one[name] for one in given_class]) for name in given_class[0]
    }
    together = worth(**columns).percent
    alone = np.array([percent(**one) for one in given_class])
    np.testing.assert_array_equal(together, alone)
