"""Accuracy and edit distance, by hand and by rule."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.metrics.cases import case_of


def test_accuracy_is_exact_to_the_last_bit() -> None:
    truth = [0] * 418
    predicted = [0] * 320 + [1] * 98

    assert case_of("accuracy", truth, predicted).score() == 320 / 418


def test_accuracy_of_several_columns_asks_for_the_whole_row() -> None:
    truth = [[1, 1, 1, 1], [2, 2, 2, 2]]

    assert case_of("accuracy", truth, [[1, 1, 0, 0], [2, 0, 2, 0]]).score() == 0.25


def test_accuracy_on_parts_looks_at_their_rows_alone() -> None:
    public = np.array([True, False, False, False])

    scores = case_of("accuracy", [1, 1, 1, 1], [1, 0, 0, 1]).scores(
        public, ~public, None
    )

    assert scores == [1.0, 1 / 3, 0.5]


@pytest.mark.parametrize(
    ("truth", "predicted", "distance"),
    [
        ("kitten", "sitting", 3),
        ("abc", "", 3),
        ("", "abc", 3),
        ("", "", 0),
        ("abc", " abc", 1),
        ("ABC", "abc", 3),
        ("ab", "ba", 2),
        ("😀", "a", 1),
    ],
)
def test_levenshtein_counts_edits_of_code_points(
    truth: str, predicted: str, distance: int
) -> None:
    assert case_of("levenshtein", [truth], [predicted]).score() == distance


def test_levenshtein_adds_the_columns_of_a_row() -> None:
    assert case_of("levenshtein", [["a"], ["bc"]], [["x"], ["x"]]).score() == 3.0


words = st.text(max_size=12)


@given(words, words)
def test_levenshtein_is_symmetric_and_bounded(one: str, other: str) -> None:
    there = case_of("levenshtein", [one], [other]).score()
    back = case_of("levenshtein", [other], [one]).score()

    assert there == back
    assert abs(len(one) - len(other)) <= there <= max(len(one), len(other))
    assert (there == 0) == (one == other)


@given(words, words)
def test_levenshtein_agrees_with_the_textbook(one: str, other: str) -> None:
    assert case_of("levenshtein", [one], [other]).score() == textbook(one, other)


def textbook(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]
