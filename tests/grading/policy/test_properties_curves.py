"""What holds for every curve (policies.md section 8)."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.loop.letters import letter_of
from grading.policy import curves
from tests.reference.courses import CURVES, SCALE

ORDER = list(SCALE)
totals = st.lists(
    st.one_of(
        st.floats(0, 105), st.sampled_from([0.0, 50.0, 64.9999999999, 65.0, 90.0])
    ),
    min_size=1,
    max_size=12,
)


@pytest.mark.parametrize("floor", [False, True])
@pytest.mark.parametrize("curve", CURVES, ids=str)
@given(values=totals, outsiders=st.integers(0, 3))
def test_a_curve_keeps_the_order_and_agrees_with_the_loop(
    curve, floor, values, outsiders
):
    rule = curve | ({"floor": "scale"} if floor else {})
    population = np.arange(len(values)) >= outsiders

    letters = curves.letters_by(
        np.array(values),
        scale=SCALE,
        curve=curves.rule_of(rule),
        population=population,
        track=["t1"] * len(values),
    )

    course = {"scale": SCALE, "curve": rule}
    among = [value for value, counts in zip(values, population, strict=True) if counts]
    assert letters == [letter_of(course, value, among) for value in values]
    ranked = sorted(zip(values, letters, strict=True))
    for (less, worse), (more, better) in pairwise(ranked):
        assert ORDER.index(better) <= ORDER.index(worse)
        if less == more:
            assert better == worse
