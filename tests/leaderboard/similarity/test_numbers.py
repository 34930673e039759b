"""Whose numbers deviate from the class in the same way."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.leaderboard.similarity.classes import numbers_compared, pairs

seeds = st.integers(0, 2**32 - 1)
few = settings(max_examples=12)


def models(seed, students=20, rows=400):
    """Return predictions that err independently, some more than others, and the truth."""
    random = np.random.default_rng(seed)
    truth = random.normal(0, 3, rows)
    errs = random.uniform(0.3, 1.5, (students, 1)) * random.normal(
        0, 1, (students, rows)
    )
    # Everybody misses what the features do not tell.
    missed = random.normal(0, 1, rows)
    return truth * random.uniform(0.5, 1, (students, 1)) + missed + errs, truth


def test_of_many_classes_that_work_apart_hardly_one_has_a_pair():
    alarmed = sum(bool(pairs(numbers_compared(*models(seed)))) for seed in range(40))

    assert alarmed <= 2


@few
@given(seed=seeds, scale=st.floats(0.5, 2), shift=st.floats(-5, 5))
def test_numbers_taken_over_are_found_also_scaled_and_with_noise(seed, scale, shift):
    values, truth = models(seed)
    noise = np.random.default_rng(seed).normal(0, 0.1, values.shape[1])
    values[7] = scale * values[3] + shift + noise

    assert pairs(numbers_compared(values, truth)) == [(3, 7)]


def test_equal_numbers_are_counted():
    values, truth = models(1)
    values[7] = values[3]

    compared = numbers_compared(values, truth)

    assert compared is not None
    assert compared.pairs[0].evidence == {
        "items": 400,
        "correlation": 1.0,
        "equal": 400,
    }


def test_weak_models_that_only_shrink_are_not_alike():
    values, truth = models(1)
    middle = np.median(values, axis=0)
    for student in (3, 7):
        values[student] = 0.2 * middle + 0.5 * (values[student] - middle)

    assert pairs(numbers_compared(values, truth)) == []


def test_a_wild_number_does_not_hide_a_copy():
    values, truth = models(1)
    values[7] = values[3]
    values[7, 0] = 1e9

    assert pairs(numbers_compared(values, truth)) == [(3, 7)]
