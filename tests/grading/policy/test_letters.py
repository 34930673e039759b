"""Letters, pass/fail and audit (policies.md sections 3, 5 and 8)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.policy import completion, letters
from grading.policy.plan import CoursePlan

NORTHWESTERN = {
    "A": 93,
    "A-": 90,
    "B+": 87,
    "B": 83,
    "B-": 80,
    "C+": 77,
    "C": 73,
    "C-": 70,
    "D+": 67,
    "D": 63,
    "D-": 60,
    "F": 0,
}


def letter(total, scale=NORTHWESTERN):
    return letters.by_scale(np.array([total], float), scale)[0]


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        (105, "A"),
        (93, "A"),
        (93 - 1e-10, "A"),
        (92.99, "A-"),
        (87, "B+"),
        (60, "D-"),
        (59.9, "F"),
        (0, "F"),
    ],
)
def test_thresholds_on_the_unrounded_total(total, expected):
    assert letter(total) == expected


def test_below_every_threshold_is_the_last_letter():
    assert letter(10, {"pass": 60, "low": 50}) == "low"


def test_without_a_total_there_is_no_letter():
    assert letter(float("nan")) is None


def test_the_order_of_letters_follows_their_thresholds():
    shuffled = dict(sorted(NORTHWESTERN.items(), key=lambda item: len(item[0])))

    assert letters.in_order(shuffled) == tuple(NORTHWESTERN)


@given(st.floats(0, 110), st.floats(0, 10))
def test_a_higher_total_never_has_a_worse_letter(total, more):
    order = letters.in_order(NORTHWESTERN)

    assert order.index(letter(total + more)) <= order.index(letter(total))


@pytest.mark.parametrize(
    ("basis", "letter", "complete", "pass_at", "expected"),
    [
        ("letter", "B", False, "B-", "B"),
        ("pass_fail", "B-", True, "B-", "P"),
        ("pass_fail", "C+", True, "B-", "F"),
        ("pass_fail", "A", False, "B-", "F"),
        ("pass_fail", None, True, "B-", None),
        ("pass_fail", "D", True, None, "P"),
        ("audit", None, True, "B-", "AU"),
        ("audit", None, False, "B-", "NC"),
    ],
)
def test_results_at_the_end_of_term(basis, letter, complete, pass_at, expected):
    plan = CoursePlan(
        slug="c",
        title="c",
        time_zone="UTC",
        categories=(),
        scale=NORTHWESTERN,
        pass_at=pass_at,
    )

    assert (
        completion.result(basis=basis, letter=letter, complete=complete, plan=plan)
        == expected
    )
