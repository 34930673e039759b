"""What the metrics say at the edges: ties, single rows, huge and tiny numbers, no text."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics as sk  # noqa: TID253 - tests load what they like

from leaderboard.metrics.faults import MetricError, PredictionsError, TruthError
from leaderboard.metrics.registry import Metric, Reads
from tests.metrics.cases import Case, case_of

EPS = np.finfo(float).eps


@pytest.mark.parametrize(
    ("case", "score"),
    [
        # One row.
        (case_of("accuracy", [3], [3]), 1),
        (case_of("f1_macro", [3], [4]), 0),
        (case_of("balanced_accuracy", [3], [3]), 1),
        (case_of("rmse", [1.0], [3.0]), 2),
        (case_of("average_precision", [1.0], [0.0]), 1),
        # A class that is never predicted, and one that never occurs.
        (case_of("precision", [0, 0, 1], [0, 0, 0]), 1 / 3),
        (case_of("recall", [0, 0, 1], [0, 2, 1]), 0.5),
        (case_of("balanced_accuracy", [0, 0, 1], [0, 2, 1]), 0.75),
        (case_of("f1_macro", [0, 1], [-5, 10**15]), 0),
        # All scores tied; all the wrong way round.
        (case_of("roc_auc", [0.0, 1.0, 1.0], [7.0, 7.0, 7.0]), 0.5),
        (case_of("roc_auc", [0.0, 1.0], [1.0, 0.0]), 0),
        (case_of("eer", [0.0, 1.0, 1.0], [7.0, 7.0, 7.0]), 0.5),
        (case_of("eer", [0.0, 1.0], [1.0, 0.0]), 1),
        (case_of("eer", [0.0, 0.0, 1.0, 1.0], [0.1, 0.6, 0.4, 0.9]), 0.5),
        # Probabilities of 0 and 1 for what is and is not so.
        (case_of("log_loss", [1.0, 0.0], [1.0, 0.0]), -math.log(1 - EPS)),
        (case_of("log_loss", [1.0, 0.0], [0.0, 1.0]), -math.log(EPS)),
        (case_of("log_loss", [0.0, 0.0], [0.5, 0.5]), math.log(2)),
        # No text, other spellings of a letter, blanks.
        (case_of("levenshtein", ["", ""], ["", "ab"]), 1),
        (case_of("levenshtein_normalised", ["", "ab"], ["", ""]), 0.5),
        (case_of("levenshtein", ["é"], ["e\u0301"]), 2),
        (case_of("levenshtein", [" a "], ["a"]), 2),
        (case_of("cer", ["", "ab"], ["xyz", "ab"]), 1.5),
        (case_of("cer", [" a "], ["a"]), 2 / 3),
        (case_of("wer", ["", "a  b\tc"], ["x", "a b c"]), 1 / 3),
        # Guesses.
        (case_of("map_at_k", ["a b"], ["a a b"], k=3), (1 + 2 / 3) / 2),
        (case_of("map_at_k", ["a b c"], ["a"], k=2), 0.5),
        (case_of("map_at_k", ["a"], [""], k=2), 0),
        (case_of("map_at_k", ["a"], ["x y a"], k=2), 0),
        (case_of("top_k_accuracy", ["a", "b"], ["x a", "x y b"], k=2), 0.5),
        # Weights of 0 take rows out of a mean by weights, and not out of one by rows.
        (case_of("weighted_mae", [1.0, 1.0], [3.0, 9.0], weights=[1, 0]), 1),
        (
            case_of(
                "weighted_mae",
                [1.0, 1.0],
                [3.0, 9.0],
                weights=[1, 0],
                normalise="weights",
            ),
            2,
        ),
        # Far below the mean; agreement worse than chance.
        (case_of("r2", [1.0, 2.0], [1e6, -1e6]), 1 - 2 * ((1e6 - 1) ** 2 + (1e6 + 2) ** 2)),
        (case_of("kappa", [0, 1], [1, 0]), -1),
        (case_of("kappa_quadratic", [0, 1, 9], [9, 1, 0]), -1),
        # Numbers whose squares, or sums, overflow.
        (case_of("pearson", [1.7e308, 1.7e308, 0.0], [1.7e308, 1.7e308, 0.0]), 1),
        (case_of("pearson", [1e200, 2e200, 4e200], [-2e200, -4e200, -8e200]), -1),
    ],
)  # fmt: skip
def test_at_the_edge_a_metric_is_what_its_formula_says(
    case: Case, score: float
) -> None:
    assert case.score() == pytest.approx(score, rel=1e-9, abs=1e-12)


def test_the_distance_of_labels_counts_places_among_those_that_occur() -> None:
    near = case_of("kappa_quadratic", [1, 2, 5, 5], [1, 5, 2, 5])
    far = case_of("kappa_quadratic", [1, 2, 3, 3], [1, 3, 2, 3])

    assert near.score() == far.score()


@given(
    st.lists(
        st.tuples(st.booleans(), st.floats(allow_nan=False, allow_infinity=False)),
        min_size=2,
        max_size=20,
    )
)
@settings(max_examples=150)
def test_ranks_are_exact_for_scores_of_any_size(rows: list[tuple[bool, float]]) -> None:
    truth = [0, 1, *(int(positive) for positive, _ in rows)]
    scores = [-0.0, 0.0, *(number for _, number in rows)]
    area = case_of("roc_auc", truth, scores).score()

    pairs = [
        (p > n) + (p == n) / 2
        for p, y in zip(scores, truth, strict=True)
        for n, z in zip(scores, truth, strict=True)
        if y and not z
    ]
    assert area == sum(pairs) / len(pairs)


def test_a_curve_is_of_a_part_when_scores_are_far_apart() -> None:
    part = np.array([True, False, True, True])
    case = case_of("roc_auc", [0, 1, 1, 0], [5e-324, 1e308, 0.0, -1e308])

    assert case.scores(part, None) == [0.5, 0.75]


@given(st.lists(st.integers(-3, 3), min_size=2, max_size=12))
def test_labels_far_apart_count_as_labels_side_by_side(labels: list[int]) -> None:
    truth, predicted = labels, labels[::-1]
    spread = {label: label**9 * 10**6 for label in range(-3, 4)}

    for name in ("f1_macro", "precision", "f1_weighted"):
        wide = case_of(name, [spread[n] for n in truth], [spread[n] for n in predicted])
        assert wide.score() == case_of(name, truth, predicted).score()


def test_probabilities_need_not_add_up_exactly() -> None:
    truth = [[1, 0], [0, 1], [0, 0]]
    rounded = [[0.3333, 0.2], [0.3333, 0.5], [0.3333, 0.3]]

    expected = -(math.log(0.3333) + math.log(0.5)) / 2
    assert case_of("log_loss", truth, rounded).score() == pytest.approx(expected)


# --- Undefined ----------------------------------------------------------------------

_CONSTANT = [2.0, 2.0, 2.0]
_VARIED = [1.0, 2.0, 3.0]


@pytest.mark.parametrize(
    ("case", "clause"),
    [
        (case_of("roc_auc", [1, 1], [0.1, 0.2]), "all rows have 1 in the column `c0`"),
        (case_of("eer", [0, 0], [0.1, 0.2]), "all rows have 0 in the column `c0`"),
        (case_of("average_precision", [0, 0], [0.1, 0.2]), "no row has 1 in the column"),
        (
            case_of("roc_auc", [[0, 1], [1, 1]], [[0.1, 0.2], [0.1, 0.2]]),
            "all rows have 1 in the column `c1`",
        ),
        (case_of("pearson", _CONSTANT, _VARIED), "all rows have the same true value"),
        (case_of("spearman", _CONSTANT, _CONSTANT), "all rows have the same true value"),
        (case_of("r2", [5.0], [5.0]), "all rows have the same true value"),
        (case_of("kappa", [4, 4], [4, 5]), "all rows are of one class"),
        (case_of("kappa_quadratic", [4, 4], [4, 4]), "all rows are of one class"),
        (case_of("cer", ["", ""], ["a", ""]), "the true texts hold no characters"),
        (case_of("wer", [" ", ""], ["a", ""]), "the true texts hold no words"),
        (
            case_of("weighted_mae", [1.0], [2.0], weights=[0]),
            "all weights are 0; at least one must be greater",
        ),
    ],
)  # fmt: skip
def test_a_solution_without_a_score_says_why(case: Case, clause: str) -> None:
    with pytest.raises(TruthError) as undefined:
        case.score()

    assert str(undefined.value).startswith(clause)


@pytest.mark.parametrize("name", ["pearson", "spearman"])
def test_constant_predictions_have_no_correlation(name: str) -> None:
    with pytest.raises(PredictionsError) as undefined:
        case_of(name, _VARIED, _CONSTANT).score()

    assert str(undefined.value) == (
        "Column `c0`: found the same prediction on all rows of one score, for which a "
        "correlation is undefined; expected at least two different values."
    )


def test_a_row_of_probabilities_that_does_not_add_up_is_named() -> None:
    truth = [[1, 0], [0, 1]]

    with pytest.raises(PredictionsError) as undefined:
        case_of("log_loss", truth, [[0.5, 1.0], [0.5, 1.0]]).score()

    assert undefined.value.row == 1
    assert str(undefined.value) == (
        "the probabilities add up to 2, expected 1 (within 0.001; 1 of 2 rows are so): "
        "divide each row by its sum."
    )


@pytest.mark.parametrize("name", ["rmse", "mae", "r2"])
def test_a_score_beyond_double_precision_is_none(name: str) -> None:
    with pytest.raises(PredictionsError, match="beyond double precision"):
        case_of(name, [-1.7e308, 1.0, 2.0], [1.7e308, 1.7e308, 1.0]).score()


@pytest.mark.parametrize("value", [math.nan, math.inf, -1.0, 2.0])
def test_a_score_that_cannot_be_is_an_error(value: float) -> None:
    broken = Metric(
        reads=Reads.LABELS,
        lowest=0.0,
        highest=1.0,
        compute=lambda data: lambda part: value,
    )

    with pytest.raises(MetricError):
        broken.scores(truth=[], predicted=[], parts=[None])


def test_the_same_part_is_computed_once() -> None:
    computed = []
    counting = Metric(
        reads=Reads.LABELS,
        lowest=0.0,
        highest=1.0,
        compute=lambda data: lambda part: computed.append(part) or 0.5,
    )

    assert counting.scores(truth=[], predicted=[], parts=[None, None]) == [0.5, 0.5]
    assert computed == [None]


def test_scikit_learn_draws_the_same_limits_of_probabilities() -> None:
    truth, chances = [1.0, 0.0, 1.0], [0.0, 1.0, 1e-17]
    case = case_of("log_loss", truth, chances)

    assert case.score() == pytest.approx(sk.log_loss(truth, y_proba=chances), rel=1e-12)
