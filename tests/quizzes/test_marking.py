"""Which answers are right: policies.md section 3, point 8."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.marking import (
    LONGEST,
    UnreadableError,
    advice,
    is_right,
    number,
    read,
    tally,
)
from quizzes.questions import Question, question_of

CHOICES = ["Lyon", "Paris", "Nice"]


def asks(kind: str, **more) -> Question:
    return question_of({"slug": "q", "type": kind, "prompt": "?", **more})


def numeric(answer: float, also=(), **tolerance) -> Question:
    return asks("numeric", answer=answer, also=list(also), tolerance=tolerance)


def text(*answers: str, **more) -> Question:
    return asks("text", answers=list(answers), **more)


SINGLE = asks("single", choices=CHOICES, answer=1)
MULTIPLE = asks("multiple", choices=CHOICES, answer=[0, 2], also=[[1]])
BOOLEAN = asks("boolean", answer=True)
ORDERING = asks("ordering", items=["a", "b", "c"])
MATCHING = asks("matching", pairs=[["a", "x"], ["b", "y"], ["c", "x"]])
EVERY = (SINGLE, MULTIPLE, BOOLEAN, numeric(1), text("a"), ORDERING, MATCHING)


def right(question: Question, value) -> bool:
    return is_right(question, read(question, value))


# --- Choices ------------------------------------------------------------------------


def test_a_single_choice_is_right_or_wrong() -> None:
    assert [right(SINGLE, index) for index in range(3)] == [False, True, False]


def test_other_choices_may_be_right_too() -> None:
    both = asks("single", choices=CHOICES, answer=1, also=[2])

    assert [right(both, index) for index in range(3)] == [False, True, True]


def test_several_choices_are_all_or_nothing() -> None:
    found = [right(MULTIPLE, value) for value in ([0, 2], [0], [0, 1, 2], [])]

    assert found == [True, False, False, False]


def test_the_order_in_which_choices_were_ticked_does_not_matter() -> None:
    assert read(MULTIPLE, [2, 0, 2]) == [0, 2]
    assert right(MULTIPLE, [2, 0])


def test_another_set_of_choices_may_be_right_too() -> None:
    assert right(MULTIPLE, [1])


def test_true_is_not_a_number_and_false_is_an_answer() -> None:
    assert right(BOOLEAN, True)
    assert not right(BOOLEAN, False)
    assert right(asks("boolean", answer=False), False)
    with pytest.raises(UnreadableError):
        read(BOOLEAN, 1)
    with pytest.raises(UnreadableError):
        read(SINGLE, True)


# --- Numbers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "is_it"),
    [
        ("0.3", True),  # in binary fractions 0.3 − 0.1 is more than 0.2
        ("-0.1", True),
        ("0.30000000000000001", False),
        ("3e-1", True),
        ("0.31", False),
    ],
)
def test_an_absolute_tolerance_is_met_in_decimals(written, is_it) -> None:
    assert right(numeric(0.1, absolute=0.2), written) is is_it


@pytest.mark.parametrize(
    ("answer", "written", "is_it"),
    [
        (200, "202", True),
        (200, "202.01", False),
        (-200, "-198", True),
        (-200, "198", False),
        (0, "0", True),
        (0, "1e-9", False),  # a share of nothing is nothing
        (6.02e23, "6.0802e23", True),
    ],
)
def test_a_relative_tolerance_is_a_share_of_the_answer(answer, written, is_it) -> None:
    assert right(numeric(answer, relative=0.01), written) is is_it


@pytest.mark.parametrize(
    ("answer", "digits", "written", "is_it"),
    [
        (3.14159, 3, "3.14", True),
        (3.14159, 3, "3.1415", True),
        (3.14159, 3, "3.145", False),  # halves go up: 3.15
        (3.145, 3, "3.15", True),
        (3.145, 3, "3.14", False),
        (-3.145, 3, "-3.15", True),
        (-3.145, 3, "3.15", False),
        (0.00123, 2, "1.2e-3", True),
        (99.96, 3, "100", True),
        (1234, 2, "1200", True),
        (1234, 2, "1250", False),
        (0, 3, "0.000", True),
        (0, 3, "0.0001", False),
    ],
)
def test_significant_digits_are_those_that_rounding_leaves(
    answer, digits, written, is_it
) -> None:
    assert right(numeric(answer, digits=digits), written) is is_it


def test_without_a_tolerance_a_number_is_exact_however_it_is_written() -> None:
    question = numeric(1500)

    found = [right(question, one) for one in ("1500", "1500.0", "1.5e3", " +1500 ")]

    assert all(found)
    assert not right(question, "1500.0000000000001")


def test_other_numbers_have_the_same_tolerance() -> None:
    question = numeric(2, also=[-2], absolute=0.5)

    found = [right(question, one) for one in ("2.5", "-2.5", "0")]

    assert found == [True, True, False]


@pytest.mark.parametrize(
    "written",
    ["", "pi", "1,5", "1_000", "0x10", "nan", "inf", "1e400", "--1", "1 2", "\u0663"],
)
def test_what_is_no_number_is_kept_wrong_and_commented(written) -> None:
    question = numeric(1)

    assert number(written) is None
    if written:
        assert read(question, written) == written
        assert not is_right(question, written)
        assert advice(question, written)


def test_a_number_with_a_printed_minus_sign_is_a_number() -> None:
    assert right(numeric(-2), "\N{MINUS SIGN}2")
    assert not advice(numeric(-2), "-2")


@given(
    st.decimals(-1000, 1000, places=3),
    st.decimals(0, 10, places=3),
    st.decimals(-20, 20, places=3),
)
def test_an_absolute_tolerance_takes_exactly_what_is_that_near(
    answer, tolerance, off
) -> None:
    question = numeric(float(answer), absolute=float(tolerance))

    assert right(question, str(answer + off)) is (abs(off) <= tolerance)


@given(st.text(max_size=40) | st.floats().map(str))
def test_any_text_as_a_number_is_marked_without_fail(written) -> None:
    for tolerance in ({}, {"digits": 3}, {"relative": 0.1}, {"absolute": 1}):
        right(numeric(0.1, **tolerance), written)


# --- Texts --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["ReLU unit", "relu unit", "  RELU\t unit\n", "relu\N{NO-BREAK SPACE}unit"],
)
def test_spaces_and_capitals_of_a_text_do_not_matter(written) -> None:
    assert right(text("ReLU unit"), written)


def test_capitals_matter_where_the_question_says_so() -> None:
    strict = text("ReLU", case=True)

    assert right(strict, " ReLU ")
    assert not right(strict, "relu")


def test_composed_letters_equal_letters_with_their_marks() -> None:
    assert right(text("Poincaré"), "Poincare\N{COMBINING ACUTE ACCENT}")
    assert right(text(pattern="poincaré?"), "Poincare\N{COMBINING ACUTE ACCENT}")


def test_a_pattern_has_to_match_the_whole_text() -> None:
    question = text(pattern=r"back-?prop(agation)?")

    found = [
        right(question, one)
        for one in ("Backprop", " back-propagation ", "backprop is it", "prop")
    ]

    assert found == [True, True, False, False]


def test_answers_and_a_pattern_are_right_side_by_side() -> None:
    question = text("gradient descent", pattern="sgd|adam")

    assert right(question, "Gradient  Descent")
    assert right(question, "Adam")


def test_a_pattern_that_would_try_for_ever_ends_and_the_text_is_wrong() -> None:
    question = text(pattern=r"(a|aa)+b\1*(x+x+)+y")
    began = time.process_time()

    assert not right(question, "a" * 60 + "b" + "x" * 60)
    assert time.process_time() - began < 2


def test_an_answer_of_spaces_is_none() -> None:
    assert read(text("a"), " \n") is None
    assert read(text("a"), "\x00") is None


def test_what_no_database_stores_is_taken_out() -> None:
    assert read(text("a"), "a\x00b\ud800") == "ab?"


def test_a_text_has_an_end() -> None:
    assert read(text("a"), "x" * LONGEST)
    with pytest.raises(UnreadableError, match="longer than"):
        read(text("a"), "x" * (LONGEST + 1))


# --- Orders and pairs ---------------------------------------------------------------


def test_an_order_is_right_as_a_whole() -> None:
    assert right(ORDERING, [0, 1, 2])
    assert not right(ORDERING, [0, 2, 1])


def test_items_that_read_the_same_may_change_places() -> None:
    twice = asks("ordering", items=["a", "b", "a"])

    assert right(twice, [2, 1, 0])
    assert not right(twice, [0, 2, 1])


def test_matches_are_right_as_a_whole_and_a_right_side_may_serve_twice() -> None:
    assert list(MATCHING.options) == ["x", "y"]
    assert right(MATCHING, [0, 1, 0])
    assert not right(MATCHING, [0, 1, 1])
    assert not right(MATCHING, [0, 1, None])


def test_matching_nothing_is_no_answer() -> None:
    assert read(MATCHING, [None, None, None]) is None


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (SINGLE, 3),
        (SINGLE, -1),
        (SINGLE, "1"),
        (SINGLE, 1.0),
        (SINGLE, [1]),
        (MULTIPLE, [0, 3]),
        (MULTIPLE, [None]),
        (MULTIPLE, {"0": 1}),
        (BOOLEAN, "true"),
        (numeric(1), 1),
        (text("a"), ["a"]),
        (ORDERING, [0, 1]),
        (ORDERING, [0, 1, 1]),
        (ORDERING, [0, 1, 2, 0]),
        (MATCHING, [0, 1]),
        (MATCHING, [0, 1, 2]),
    ],
)
def test_what_is_no_answer_to_the_question_is_refused(question, value) -> None:
    with pytest.raises(UnreadableError):
        read(question, value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=2), inner, max_size=2)
    ),
    max_leaves=6,
)


@given(st.sampled_from(EVERY), JSON)
def test_whatever_comes_is_refused_or_marked_and_reading_it_twice_is_once(
    question, value
) -> None:
    try:
        found = read(question, value)
    except UnreadableError:
        return

    assert read(question, found) == found
    assert is_right(question, found) in (True, False)


# --- Credit and counting ------------------------------------------------------------


@pytest.mark.parametrize("question", EVERY, ids=lambda one: one.type)
def test_no_answer_is_wrong(question) -> None:
    assert not right(question, None)
    assert not right(question, "")


def test_credit_for_everybody_is_for_no_answer_too() -> None:
    question = asks("single", choices=CHOICES, answer=1, credit="everybody")

    assert right(question, 0)
    assert right(question, None)


def test_a_question_of_nobodys_credit_does_not_count() -> None:
    idle = question_of(
        {"slug": "idle", "type": "boolean", "prompt": "?", "answer": True}
        | {"credit": "nobody"}
    )
    gift = question_of(
        {"slug": "gift", "type": "boolean", "prompt": "?", "answer": True}
        | {"credit": "everybody"}
    )

    assert tally([SINGLE, idle, gift], {"q": 1, "idle": True}) == (2, 2)
    assert tally([SINGLE, gift], {"q": 0}) == (1, 2)
