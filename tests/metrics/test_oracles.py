"""Every metric equals scikit-learn, SciPy, jiwer, rapidfuzz or a plain loop."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaderboard.metrics.catalogue import CATALOGUE, CUSTOM
from leaderboard.metrics.explanations import EXPLANATIONS
from tests.metrics.cases import MAKERS, Case, make_case
from tests.metrics.oracles import ORACLES

TITLES = sorted(MAKERS)
seeds = st.integers(0, 2**32 - 1)
# scikit-learn finds labels and numbers of classes odd that are meant so here.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:sklearn")


def by_oracle(case: Case) -> float:
    return ORACLES[case.name](
        case.truth, case.predicted, case.weights, **dict(case.options)
    )


def test_every_metric_has_an_oracle_and_an_explanation() -> None:
    assert set(ORACLES) == set(CATALOGUE) - {CUSTOM}
    assert {title.split(" ")[0] for title in TITLES} == set(ORACLES)
    assert set(EXPLANATIONS) == set(CATALOGUE)


@pytest.mark.parametrize("title", TITLES)
@settings(max_examples=25)
@given(seed=seeds, rows=st.integers(2, 30))
def test_a_metric_equals_its_oracle(title: str, seed: int, rows: int) -> None:
    case = make_case(title, seed=seed, rows=rows)

    assert case.score() == pytest.approx(by_oracle(case), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("title", TITLES)
def test_a_metric_equals_its_oracle_on_many_rows(title: str) -> None:
    case = make_case(title, seed=11785, rows=2_000)

    assert case.score() == pytest.approx(by_oracle(case), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(("classes", "rows"), [(5, 140_000), (400, 1_000), (10**6, 50)])
def test_labels_are_counted_whatever_their_number(classes: int, rows: int) -> None:
    truth, predicted = np.random.default_rng(1).integers(0, classes, (2, rows))
    predicted[::2] = truth[::2]

    for name in ("f1_macro", "kappa", "balanced_accuracy"):
        case = Case(name=name, truth=[truth], predicted=[predicted])
        assert case.score() == pytest.approx(by_oracle(case), rel=1e-9)


@pytest.mark.parametrize("title", TITLES)
@settings(max_examples=10)
@given(seed=seeds)
def test_a_part_scores_as_its_rows_alone(title: str, seed: int) -> None:
    case = make_case(title, seed=seed, rows=24)
    part = np.random.default_rng(seed).random(24) < 0.5
    # Where every metric is defined.
    part[:2] = True

    on_part, on_all = case.scores(part, None)

    assert on_part == pytest.approx(case.taken(part).score(), rel=1e-12, abs=1e-12)
    assert on_all == case.score()


@pytest.mark.parametrize("title", TITLES)
@settings(max_examples=5)
@given(seed=seeds)
def test_the_order_of_the_rows_does_not_matter(title: str, seed: int) -> None:
    case = make_case(title, seed=seed, rows=20)
    shuffled = case.taken(np.random.default_rng(seed).permutation(20))

    assert shuffled.score() == pytest.approx(case.score(), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("title", TITLES)
def test_the_truth_itself_gets_the_best_score(title: str) -> None:
    case = make_case(title, seed=1, rows=20)
    perfect = Case(
        name=case.name,
        truth=case.truth,
        predicted=case.truth,
        weights=case.weights,
        options=case.options,
    )
    is_up = CATALOGUE[case.name].direction == "maximize"
    best = case.metric.highest if is_up else case.metric.lowest

    assert perfect.score() == pytest.approx(best, abs=1e-12)
