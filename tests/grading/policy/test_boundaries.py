"""Where letters begin, against the letters themselves."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from grading.policy.boundaries import boundaries
from grading.policy.curves import CurveRule
from tests.grading.policy.curving import ORDER, RULES, SCALE, curve

FINALS = st.lists(st.integers(0, 400).map(lambda n: n / 4), min_size=1, max_size=12)


def found(values, rule):
    among = boundaries(np.array(values, dtype=float), scale=SCALE, curve=rule)
    return [(one.letter, one.value) for one in among]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
@given(values=FINALS, floor=st.booleans(), probe=st.floats(0, 110))
@settings(max_examples=60, deadline=None)
def test_a_value_has_the_first_letter_whose_boundary_it_reaches(
    rule, values, floor, probe
):
    rule = replace(rule, floor=floor)
    begins = found(values, rule)
    assume(all(abs(probe - value) > 1e-6 for _, value in begins))

    letter = curve([*values, probe], rule, outside=[len(values)]).letter[-1]
    reached = next((one for one, value in begins if probe >= value), None)

    if reached is None:
        assert all(ORDER.index(letter) > ORDER.index(one) for one, _ in begins)
    else:
        assert letter == reached


def test_boundaries_of_the_plain_scale_are_its_thresholds():
    assert found([50, 60], None) == [("A", 90), ("B", 80), ("C", 70), ("D", 60)]


def test_a_share_begins_at_the_last_who_is_within_it():
    rule = CurveRule(method="quantile", shares={"A": 0.5, "C": 1})

    assert found([90, 80, 70, 60], rule) == [("A", 80)]


def test_an_empty_population_has_the_boundaries_of_the_plain_scale():
    assert found([], RULES["zscore"]) == found([], None)
