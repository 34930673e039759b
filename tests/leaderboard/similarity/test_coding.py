"""How answers become codes, and how good they are."""

import numpy as np
import pytest

from leaderboard.similarity.coding import Labels
from leaderboard.similarity.tails import log_tail, threshold

TRUTH = np.array([4, 4, 7, 9])


def labels():
    return Labels(truth=TRUTH, classes=np.array([4, 7, 9]))


def test_a_right_answer_is_none_and_wrong_ones_differ():
    assert labels().code(np.array([4, 7, 9, 7])).tolist() == [0, 2, 3, 2]


def test_a_label_that_the_solution_lacks_tells_nothing():
    assert labels().code(np.array([5, 99, -1, 9])).tolist() == [0, 0, 0, 0]


def test_texts_are_the_same_or_not():
    texts = Labels(truth=np.array(["a", "b", "c"], object), classes=None)

    codes = texts.code(np.array(["x", "b", "x"], object))

    assert codes[0] == codes[2] != 0
    assert codes[1] == 0


@pytest.mark.parametrize(
    ("answers", "skill"),
    [([4, 4, 7, 9], 1), ([4, 4, 4, 4], 0), ([7, 7, 7, 7], 0), ([4, 4, 7, 7], 0.5)],
)
def test_skill_is_what_is_better_than_a_constant(answers, skill):
    assert labels().skill(np.array(answers)) == pytest.approx(skill)


@pytest.mark.parametrize("z", [-3.0, 0.0, 1.0, 5.0, 19.0, 25.0, 35.0])
def test_the_tail_is_that_of_the_normal_distribution(z):
    from scipy.stats import norm

    assert log_tail(z) == pytest.approx(norm.logsf(z), rel=1e-2)
    assert log_tail(z) >= norm.logsf(z) - 1e-9


def test_more_comparisons_ask_for_more():
    assert threshold(chance=0.05, comparisons=1) == pytest.approx(1.6449, abs=1e-4)
    assert threshold(chance=0.01, comparisons=124_750) == pytest.approx(5.24, abs=0.01)
