"""What the form of a key makes of what staff fill in, type by type."""

from typing import Any

import pytest

from courseops.changes.quiz_key_form import QuizKeyForm
from quizzes.distribution import distribution
from quizzes.questions import question_of
from tests.quizzes.quizmaking import BOOLEAN, MULTIPLE, NUMERIC, SINGLE, TEXT


def form(definition: dict, given: dict, values: list) -> QuizKeyForm:
    question = question_of(definition)
    data: dict[str, Any] = {"credit": "key", "reason": "mistaken", **given}
    return QuizKeyForm(data, question=question, answers=distribution(question, values))


@pytest.mark.parametrize(
    ("definition", "values", "given", "keys"),
    [
        (SINGLE, [], {"right": ["2"]}, {"answer": 2}),
        (SINGLE, [], {"right": ["0", "1"]}, {"also": [0]}),
        ({**SINGLE, "also": [0]}, [], {"right": ["1"]}, {"also": None}),
        (BOOLEAN, [], {"right": "false"}, {"answer": False}),
        (MULTIPLE, [], {"right": ["0"]}, {"answer": [0]}),
        (MULTIPLE, [[0]], {"right": ["0", "2"], "also": ["[0]"]}, {"also": [[0]]}),
        (
            MULTIPLE,
            [],
            {"right": ["0"], "also": ["[0, 2]"]},
            {"answer": [0], "also": [[0, 2]]},
        ),
        (
            NUMERIC,
            [],
            {"answer": "3.14", "tolerance": "absolute", "size": "0.1"},
            {"tolerance": {"absolute": 0.1}},
        ),
        (
            NUMERIC,
            [],
            {"answer": "3.14", "tolerance": "digits", "size": "2"},
            {"tolerance": {"digits": 2}},
        ),
        (NUMERIC, [], {"answer": "6.02e23"}, {"answer": 6.02e23}),
        (NUMERIC, ["22", "x"], {"answer": "3.14", "accept": ["22"]}, {"also": [22]}),
        (NUMERIC, [], {"answer": "3.14", "also": "3\n3.14\n3.0"}, {"also": [3]}),
        (
            TEXT,
            ["J.\n Austen"],
            {"answers": "Jane Austen", "accept": ["J. Austen"]},
            {"answers": ["Jane Austen", "J. Austen"]},
        ),
        (
            TEXT,
            [],
            {"pattern": ".*austen"},
            {"answers": None, "pattern": ".*austen"},
        ),
        (TEXT, [], {"answers": "Jane Austen", "case": "on"}, {"case": True}),
        (
            SINGLE,
            [],
            {"right": ["1"], "credit": "everybody"},
            {"credit": "everybody"},
        ),
    ],
)
def test_only_what_is_changed_is_a_key(definition, values, given, keys):
    filled = form(definition, given, values)

    assert filled.is_valid(), filled.errors
    assert filled.keys() == keys


@pytest.mark.parametrize(
    ("definition", "given", "told"),
    [
        (SINGLE, {"right": ["1"]}, "Nothing is changed yet."),
        (SINGLE, {"right": ["3"]}, "3 is not one of the available choices."),
        (SINGLE, {}, "This field is required."),
        (NUMERIC, {"answer": "pi"}, "“pi” is not a number."),
        (
            NUMERIC,
            {"answer": "3", "tolerance": "digits"},
            "A tolerance needs a number.",
        ),
        (NUMERIC, {"answer": "3", "accept": ["4"]}, "Select a valid choice."),
    ],
)
def test_what_is_no_key_is_told(definition, given, told):
    filled = form(definition, given, ["22"] if definition is NUMERIC else [])

    assert not filled.is_valid()
    assert told in str(filled.errors)
