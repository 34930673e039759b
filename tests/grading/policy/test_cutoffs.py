"""policies.md section 2, without the bonus."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.policy import cutoffs

HW1 = {"A": 0.72, "B": 0.66, "C": 0.53, "D": 0.30, "F": 0}
EDIT_DISTANCE = {"A": 6.0, "B": 10.0, "C": 15.0, "D": 20.0, "F": 50.0}


def mark(score, table=HW1, **options):
    options.setdefault("maximize", True)
    return cutoffs.marks(np.array([score], float), cutoffs.table(table, **options))[0]


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (0.69, 90),
        (0.15, 20),
        (0.30, 40),
        (0.66, 80),
        (0.72, 100),
        (0.80, 100),
        (0.0, 0),
        (-1.0, 0),
    ],
)
def test_marks_of_the_course_page(score, expected):
    assert mark(score) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("distance", "expected"), [(5, 100), (6, 100), (8, 90), (10, 80), (50, 0), (60, 0)]
)
def test_less_is_better_when_the_metric_is_minimized(distance, expected):
    assert mark(distance, EDIT_DISTANCE, maximize=False) == expected


def test_marks_can_be_set_and_name_letters_in_between():
    table = {"A": 0.9, "A-": 0.8, "F": 0.5}

    assert mark(0.8, table, letter_marks={"A": 95, "A-": 90}) == 90
    assert mark(0.95, table, letter_marks={"A": 95, "A-": 90}) == 95


def test_the_order_of_letters_in_the_mapping_does_not_matter():
    shuffled = dict(sorted(HW1.items(), key=lambda item: item[0], reverse=True))

    assert cutoffs.table(shuffled, maximize=True) == cutoffs.table(HW1, maximize=True)


@pytest.mark.parametrize(
    ("table", "options", "reason"),
    [
        ({"B": 1, "F": 0}, {}, "A is missing"),
        ({"A": 1, "B": 0}, {}, "F is missing"),
        ({"A": float("nan"), "F": 0}, {}, "A nan is not a finite number"),
        ({"A": 0.6, "B": 0.66, "F": 0}, {}, "A 0.6 is not better than B 0.66"),
        ({"A": 0.6, "B": 0.6, "F": 0}, {}, "A 0.6 is not better than B 0.6"),
        ({"A": 2, "F": 1}, {"maximize": False}, "A 2 is not better than F 1"),
        ({"A": 1, "E": 0.5, "F": 0}, {}, "E has no mark: name it in marks"),
        (
            {"A+": 2, "A": 1, "F": 0},
            {"letter_marks": {"A+": 105}},
            r"A\+ is not worse than A",
        ),
        (
            {"A": 1, "F": 0, "G": -1},
            {"letter_marks": {"G": -5}},
            "G is not better than F",
        ),
        (
            {"A": 1, "F": 0},
            {"letter_marks": {"A": float("inf")}},
            "the mark inf of A is not a finite number",
        ),
    ],
)
def test_a_bad_table_is_refused_with_the_reason(table, options, reason):
    with pytest.raises(ValueError, match=reason):
        cutoffs.table(table, **{"maximize": True, **options})


@st.composite
def tables(draw):
    """A valid table with its direction."""
    letters = ["F", *draw(st.lists(st.sampled_from("DCB"), unique=True)), "A"]
    letters = sorted(letters, reverse=True)
    scores = draw(
        st.lists(
            st.floats(-1e6, 1e6, allow_subnormal=False),
            min_size=len(letters),
            max_size=len(letters),
            unique=True,
        )
    )
    maximize = draw(st.booleans())
    ordered = sorted(scores, reverse=not maximize)
    return cutoffs.table(dict(zip(letters, ordered, strict=True)), maximize=maximize)


SCORES = st.lists(st.floats(-2e6, 2e6), min_size=1, max_size=50)


@given(tables(), SCORES)
def test_a_better_score_never_has_a_worse_mark(table, scores):
    ordered = np.sort(np.array(scores))
    rising = ordered if table.maximize else ordered[::-1]

    assert (np.diff(cutoffs.marks(rising, table)) >= -1e-9).all()


@given(tables())
def test_a_score_on_a_cutoff_has_exactly_its_mark(table):
    assert cutoffs.marks(np.array(table.scores), table).tolist() == list(table.marks)


@given(tables(), SCORES)
def test_marks_stay_between_the_worst_and_the_best_letter(table, scores):
    marks = cutoffs.marks(np.array(scores), table)

    assert (marks >= table.marks[0]).all()
    assert (marks <= table.marks[-1]).all()


@given(tables(), SCORES)
def test_one_score_alone_has_the_mark_that_it_has_in_a_column(table, scores):
    column = cutoffs.marks(np.array(scores), table)
    alone = [cutoffs.marks(np.array([score]), table)[0] for score in scores]

    assert column.tolist() == alone


@given(tables(), SCORES)
def test_the_rung_holds_the_score(table, scores):
    for score, rung in zip(scores, cutoffs.rungs(np.array(scores), table), strict=True):
        sign = 1 if table.maximize else -1
        if rung >= 0:
            assert sign * table.scores[rung] <= sign * score
        if rung + 1 < len(table.scores):
            assert sign * score < sign * table.scores[rung + 1]


def test_no_score_has_no_mark():
    assert np.isnan(mark(float("nan")))
