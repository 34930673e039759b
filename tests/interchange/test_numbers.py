"""Bounds of right numbers say what marking says."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.interchange.numbers import rounded_from, spans_of
from quizzes.marking import is_right
from quizzes.questions import question_of

TINY = Decimal("1e-12")


def marked(answer: float, tolerance: dict, given_number: Decimal) -> bool:
    stored = {"slug": "q", "type": "numeric", "prompt": "?", "answer": answer}
    return is_right(question_of(stored | {"tolerance": tolerance}), f"{given_number:f}")


@settings(max_examples=60)
@given(
    st.one_of(
        st.sampled_from([1, -1, 0.1, 10, 1000, -0.01, 9.99]),
        st.integers(-99_999, 99_999).map(lambda n: n / 1000).filter(bool),
    ),
    st.integers(1, 6),
)
def test_what_rounds_alike_is_what_lies_between_the_bounds(answer, digits):
    low, high = rounded_from(Decimal(str(answer)), digits)

    right = [
        marked(answer, {"digits": digits}, number)
        for number in (low - TINY, low + TINY, high - TINY, high + TINY)
    ]
    assert right == [False, True, True, False]


@pytest.mark.parametrize("tolerance", [{}, {"absolute": 0.3}, {"relative": 0.1}])
def test_a_tolerance_lies_around_the_answer(tolerance):
    (span,) = spans_of({"answer": -2.5, "tolerance": tolerance})

    right = [
        marked(-2.5, tolerance, number)
        for number in (span.low - TINY, span.low, span.high, span.high + TINY)
    ]
    assert right == [False, True, True, False]
