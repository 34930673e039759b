"""Short ways to write a class, and classes made up by Hypothesis."""

import numpy as np
from hypothesis import strategies as st

from grading.policy import curves, letters
from grading.policy.curves import CurveRule

SCALE = {"A": 90, "B": 80, "C": 70, "D": 60, "F": 0}
ORDER = letters.in_order(SCALE)
RULES = {
    "scale": CurveRule(method="scale"),
    "quantile": CurveRule(method="quantile", shares={"A": 0.3, "B": 0.6, "C": 1}),
    "zscore": CurveRule(method="zscore", thresholds={"A": 1, "B": 0, "C": -1}),
    "linear": CurveRule(method="linear", median_to=75, max_to=95),
    "add": CurveRule(method="add", mean_to=80),
}
TOTALS = st.one_of(
    st.integers(0, 110).map(float), st.floats(0, 110), st.just(float("nan"))
)
CLASSES = st.lists(
    st.tuples(TOTALS, st.booleans(), st.sampled_from(["u", "g", None])), max_size=12
)


def curve(values, rule, *, outside=(), track=None, scale=SCALE):
    """Curve *values*; the rows of *outside* are no part of the population."""
    population = np.ones(len(values), dtype=bool)
    population[list(outside)] = False
    return curves.curved(
        np.array(values, dtype=float),
        scale=scale,
        curve=rule,
        population=population,
        track=track or [None] * len(values),
    )


def letters_of(values, rule, **options):
    """Return the letters as one text where each has one character; None is a dot."""
    return "".join(one or "." for one in curve(values, rule, **options).letter)


def curve_class(people, rule):
    """Curve a class of CLASSES."""
    values = [value for value, _, _ in people]
    outside = [row for row, (_, inside, _) in enumerate(people) if not inside]
    return curve(values, rule, outside=outside, track=[one[2] for one in people])
