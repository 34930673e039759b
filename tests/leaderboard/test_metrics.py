"""What the metrics say, by hand and by rule."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderboard.metrics.catalogue import CATALOGUE
from leaderboard.metrics.explanations import EXPLANATIONS
from leaderboard.metrics.registry import METRICS, Metric, MetricError, Reads

ACCURACY = METRICS["accuracy"]
LEVENSHTEIN = METRICS["levenshtein"]


def score(metric: Metric, truth: list[list], predicted: list[list]) -> float:
    (value,) = metric.scores(
        truth=[column(values) for values in truth],
        predicted=[column(values) for values in predicted],
        parts=[None],
    )
    return value


def column(values: list) -> np.ndarray:
    kind = object if values and isinstance(values[0], str) else None
    return np.array(values, kind)


def test_every_metric_that_is_computed_can_be_named_and_is_explained() -> None:
    assert set(METRICS) <= set(CATALOGUE)
    assert set(METRICS) <= set(EXPLANATIONS)


def test_accuracy_is_the_share_of_right_rows() -> None:
    assert score(ACCURACY, [[1, 2, 3, 4]], [[1, 2, 0, 0]]) == 0.5


def test_accuracy_is_exact_to_the_last_bit() -> None:
    truth = [0] * 418
    predicted = [0] * 320 + [1] * 98

    assert score(ACCURACY, [truth], [predicted]) == 320 / 418


def test_accuracy_of_several_columns_asks_for_the_whole_row() -> None:
    truth = [[1, 1, 1, 1], [2, 2, 2, 2]]

    assert score(ACCURACY, truth, [[1, 1, 0, 0], [2, 0, 2, 0]]) == 0.25


def test_accuracy_on_parts_looks_at_their_rows_alone() -> None:
    public = np.array([True, False, False, False])

    scores = ACCURACY.scores(
        truth=[np.array([1, 1, 1, 1])],
        predicted=[np.array([1, 0, 0, 1])],
        parts=[public, ~public, None],
    )

    assert scores == [1.0, 1 / 3, 0.5]


@pytest.mark.parametrize(
    ("truth", "predicted", "distance"),
    [
        ("kitten", "sitting", 3),
        ("abc", "", 3),
        ("", "abc", 3),
        ("", "", 0),
        ("abc", "abc", 0),
        ("abc", " abc", 1),
        ("ABC", "abc", 3),
        ("ab", "ba", 2),
        ("é", "e\u0301", 2),
        ("😀", "a", 1),
    ],
)
def test_levenshtein_counts_edits_of_code_points(
    truth: str, predicted: str, distance: int
) -> None:
    assert score(LEVENSHTEIN, [[truth]], [[predicted]]) == distance


def test_levenshtein_is_the_mean_over_rows() -> None:
    assert score(LEVENSHTEIN, [["a", "bc", "d"]], [["a", "", "e"]]) == 1.0


def test_levenshtein_adds_the_columns_of_a_row() -> None:
    assert score(LEVENSHTEIN, [["a"], ["bc"]], [["x"], ["x"]]) == 3.0


words = st.text(max_size=12)


@given(words, words)
def test_levenshtein_is_symmetric_and_bounded(one: str, other: str) -> None:
    there = score(LEVENSHTEIN, [[one]], [[other]])
    back = score(LEVENSHTEIN, [[other]], [[one]])

    assert there == back
    assert abs(len(one) - len(other)) <= there <= max(len(one), len(other))
    assert (there == 0) == (one == other)


@given(words, words)
def test_levenshtein_agrees_with_the_textbook(one: str, other: str) -> None:
    assert score(LEVENSHTEIN, [[one]], [[other]]) == textbook(one, other)


def textbook(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1))
def test_scores_do_not_depend_on_the_order_of_rows(pairs) -> None:
    truth, predicted = map(list, zip(*pairs, strict=True))

    assert score(ACCURACY, [truth], [predicted]) == score(
        ACCURACY, [truth[::-1]], [predicted[::-1]]
    )


@pytest.mark.parametrize("value", [math.nan, math.inf, -1.0, 2.0])
def test_a_score_that_cannot_be_is_an_error(value: float) -> None:
    broken = Metric(
        reads=Reads.NUMBERS,
        lowest=0.0,
        highest=1.0,
        rows=lambda truth, predicted: np.array([value]),
    )

    with pytest.raises(MetricError):
        broken.scores(truth=[], predicted=[], parts=[None])
