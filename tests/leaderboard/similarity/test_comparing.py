"""Whose wrong answers agree beyond chance, in classes whose story is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaderboard.similarity.comparing import FEWEST_STUDENTS
from tests.leaderboard.similarity.classes import Class, pairs

seeds = st.integers(0, 2**32 - 1)
few = settings(max_examples=12)


def test_of_many_classes_that_work_apart_hardly_one_has_a_pair():
    alarmed = sum(bool(pairs(Class(seed).compared())) for seed in range(40))

    # The chance of a wrong alarm in a report is at most 0.01: of 40, rarely 3.
    assert alarmed <= 2


@few
@given(seed=seeds, noise=st.floats(0, 0.3))
def test_a_copier_with_little_noise_is_found(seed, noise):
    found = Class(seed)
    found.copy(source=3, copier=7, noise=noise)

    assert pairs(found.compared())[0] == (3, 7)


@few
@given(seed=seeds)
def test_with_two_classes_a_copier_is_found_by_where_they_err(seed):
    found = Class(seed, classes=2, skill=(0.3, 0.9))
    found.copy(source=3, copier=7, noise=0.1)

    assert (3, 7) in pairs(found.compared())


@few
@given(seed=seeds)
def test_rows_that_all_get_wrong_alike_flag_nobody(seed):
    found = Class(seed)
    hard = slice(0, 150)
    found.answers[:, hard] = (found.truth[hard] + 1) % found.classes

    assert pairs(found.compared()) == []


@few
@given(seed=seeds)
def test_what_half_the_class_took_from_one_source_does_not_stand_out(seed):
    found = Class(seed, submissions=1)
    source = found.model(0.8)
    for student in range(0, 20, 2):
        found.answers[student] = found.mixed(source, found.answers[student], share=0.5)

    assert len(pairs(found.compared())) <= 2


@few
@given(seed=seeds, data=st.data())
def test_the_order_of_students_does_not_matter(seed, data):
    found = Class(seed, submissions=1)
    found.copy(source=3, copier=7, noise=0.2)
    order = data.draw(st.permutations(range(20)))
    before = found.compared()

    found.answers = found.answers[order]
    after = found.compared()

    assert before is not None
    assert after is not None
    expected = {
        frozenset((order.index(one), order.index(other))): pytest.approx(strength, 1e-4)
        for one, other, strength in (
            (pair.one, pair.other, pair.strength) for pair in before.pairs
        )
    }
    assert {
        frozenset((pair.one, pair.other)): pair.strength for pair in after.pairs
    } == expected


@few
@given(seed=seeds)
def test_sketches_find_what_comparing_all_finds(seed):
    found = Class(seed, submissions=6)
    found.copy(source=3, copier=7, noise=0.2)

    assert pairs(found.compared(exact_most=0)) == pairs(found.compared())


def test_members_of_a_team_are_not_compared():
    found = Class(1)
    found.copy(source=3, copier=7, noise=0)
    apart = ~np.eye(20, dtype=bool)
    apart[3, 7] = apart[7, 3] = False

    compared = found.compared(apart=apart)

    assert pairs(compared) == []
    assert compared is not None
    assert compared.compared == 20 * 19 // 2 - 1


def test_of_too_few_students_nothing_is_said():
    assert Class(1, students=FEWEST_STUDENTS - 1).compared() is None


def test_the_evidence_counts_answers_in_common():
    found = Class(1, submissions=1)
    found.copy(source=3, copier=7, noise=0)
    wrong = int(np.count_nonzero(found.answers[3] != found.truth))

    compared = found.compared()

    assert compared is not None
    evidence = compared.pairs[0].evidence
    assert (evidence["both_wrong"], evidence["same_wrong"]) == (wrong, wrong)
    assert 0 < evidence["expected"] < wrong / 2


def test_the_submissions_named_are_those_that_were_copied():
    found = Class(1, submissions=3)
    found.copy(source=3, copier=7, noise=0)

    compared = found.compared()

    assert compared is not None
    assert compared.pairs[0].vectors[0] == (9, 23)


def test_every_pair_is_in_the_histogram():
    compared = Class(1).compared()

    assert compared is not None
    assert sum(compared.histogram.counts) == compared.compared == 190
