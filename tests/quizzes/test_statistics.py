"""What item analysis says of a quiz, against the formulas one by one."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.statistics import Sheet, alpha, discrimination, items


def sheet(right, *, asked=None, answered=None, counts=None) -> Sheet:
    right = np.array(right, dtype=bool)
    asked = np.ones_like(right) if asked is None else np.array(asked, dtype=bool)
    return Sheet(
        asked=asked,
        answered=asked if answered is None else np.array(answered, dtype=bool),
        right=right,
        counts=np.ones(right.shape[1], bool) if counts is None else np.array(counts),
    )


FOUR = [[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]]


def test_difficulty_is_the_share_right_of_those_who_were_asked():
    found = items(sheet(FOUR, asked=[[1, 1, 0], [1, 1, 1], [1, 1, 1], [1, 1, 1]]))

    assert found.difficulty.tolist() == [0.75, 0.5, 0]
    assert found.asked.tolist() == [4, 4, 3]


def test_what_is_left_empty_counts_as_asked_and_not_as_answered():
    found = items(sheet(FOUR, answered=[[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]]))

    assert found.answered.tolist() == [3, 2, 1]
    assert found.asked.tolist() == [4, 4, 4]


def test_discrimination_leaves_the_question_itself_out_of_the_rest():
    right = np.array(FOUR)
    by_hand = [
        np.corrcoef(right[:, n], np.delete(right, n, axis=1).sum(axis=1))[0, 1]
        for n in range(3)
    ]

    assert discrimination(sheet(FOUR)) == pytest.approx(by_hand, abs=1e-12)


def test_a_question_that_does_not_count_is_compared_with_all_that_do():
    right = np.array(FOUR)
    found = discrimination(sheet(FOUR, counts=[True, True, False]))

    assert found[2] == pytest.approx(
        np.corrcoef(right[:, 2], right[:, :2].sum(axis=1))[0, 1]
    )


def test_a_wrong_key_shows_as_negative_discrimination():
    assert discrimination(sheet([[0, 1, 1], [0, 1, 0], [1, 0, 0]]))[0] < 0


@pytest.mark.parametrize(
    "right",
    [
        [[1, 0], [0, 1]],
        [[1, 0], [1, 1], [1, 0]],
        np.zeros((0, 2)),
    ],
    ids=["fewer than three", "no variance", "nobody"],
)
def test_discrimination_that_cannot_be_told_is_nan(right):
    assert math.isnan(discrimination(sheet(right))[0])


def test_groups_are_the_outer_27_percent_with_equals_together():
    right = [[1, 1, 1], [1, 1, 1], [1, 0, 1], [0, 1, 0], [0, 0, 0]]
    found = items(sheet(right))

    # 27 % of 5 are 2: the two best, the two worst.
    assert found.upper.tolist() == [1, 1, 1]
    assert found.lower.tolist() == [0, 0.5, 0]


def test_without_best_and_worst_there_are_no_groups():
    found = items(sheet([[1, 0], [0, 1], [1, 0], [0, 1]]))

    assert np.isnan(found.upper).all()
    assert np.isnan(found.lower).all()


def test_alpha_by_hand():
    # Shares right 3/4, 1/2, 1/4: p(1 - p) sums to 10/16. Totals 3, 2, 1, 0 vary by 5/4.
    assert alpha(sheet(FOUR)) == pytest.approx(3 / 2 * (1 - (10 / 16) / (5 / 4)))


@pytest.mark.parametrize(
    "found",
    [
        sheet([[1], [0], [1]]),
        sheet([[1, 0], [1, 0], [1, 0]]),
        sheet(FOUR, asked=[[1, 1, 0], [1, 1, 1], [1, 1, 1], [1, 1, 1]]),
    ],
    ids=["one question", "no variance", "questions from pools"],
)
def test_alpha_that_cannot_be_told_is_nan(found):
    assert math.isnan(alpha(found))


@st.composite
def sheets(draw) -> Sheet:
    shape = draw(st.integers(0, 12)), draw(st.integers(1, 5))
    bits = st.lists(st.booleans(), min_size=shape[0] * shape[1], max_size=60)
    right, asked = (
        np.array(draw(bits)[: shape[0] * shape[1]], dtype=bool).reshape(shape)
        for _ in range(2)
    )
    return sheet(right & asked, asked=asked)


@settings(max_examples=40)
@given(sheets())
def test_every_number_is_in_its_range_or_nan(found):
    numbers = items(found)

    for share in (numbers.difficulty, numbers.upper, numbers.lower):
        assert np.all(np.isnan(share) | ((share >= 0) & (share <= 1)))
    assert np.all(
        np.isnan(numbers.discrimination) | (np.abs(numbers.discrimination) <= 1)
    )


@settings(max_examples=40)
@given(sheets(), st.randoms(use_true_random=False))
def test_the_order_of_attempts_does_not_matter(found, dice):
    rows = list(range(len(found.asked)))
    dice.shuffle(rows)
    turned = Sheet(
        asked=found.asked[rows],
        answered=found.answered[rows],
        right=found.right[rows],
        counts=found.counts,
    )

    for one, other in zip(
        vars(items(found)).values(), vars(items(turned)).values(), strict=True
    ):
        assert one == pytest.approx(other, abs=1e-9, nan_ok=True)
