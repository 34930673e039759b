"""What becomes of the questions of a GIFT file."""

import pytest

from courseops.datafile import DataFileError
from quizzes.interchange.gift.reading import read


def quizzes(text: str):
    return read(text.encode(), title="file", known={}).quizzes


def one(text: str) -> dict:
    """Return the first question without its slug."""
    (question, *_) = quizzes(text)[0].document["questions"]
    return {key: value for key, value in question.items() if key != "slug"}


def notes(text: str) -> list[str]:
    return [note.text for quiz in quizzes(text) for note in quiz.notes]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (
            "Q {~wrong =right ~no}",
            {"type": "single", "choices": ["wrong", "right", "no"], "answer": 1},
        ),
        (
            "Q {=one =%100%also ~no}",
            {
                "type": "single",
                "choices": ["one", "also", "no"],
                "answer": 0,
                "also": [1],
            },
        ),
        (
            "Q {~%50%a ~%50%b ~%-100%c}",
            {"type": "multiple", "choices": ["a", "b", "c"], "answer": [0, 1]},
        ),
        ("Q {T}", {"type": "boolean", "answer": True}),
        ("Q {FALSE}", {"type": "boolean", "answer": False}),
        ("Q {=two =%100%2}", {"type": "text", "answers": ["two", "2"]}),
        ("Q {two}", {"type": "text", "answers": ["two"]}),
        (
            "Q {=colo*r =gr\\\\*y}",
            {"type": "text", "answers": ["gr*y"], "pattern": "colo.*r"},
        ),
        (
            "Q {=cat -> meow =dog -> bark}",
            {"type": "matching", "pairs": {"cat": "meow", "dog": "bark"}},
        ),
        ("Q {#3.14:0.01}", {"type": "numeric", "answer": 3.14}),
        ("Q {#1..5}", {"type": "numeric", "answer": 3}),
        ("Q {#=1 =2}", {"type": "numeric", "answer": 1, "also": [2]}),
        ("Q {# =-2 #well done\n ~#no}", {"type": "numeric", "answer": -2}),
    ],
)
def test_every_type(text, key):
    found = one(text)

    assert {name: found[name] for name in key} == key
    assert found["prompt"] == "Q"


def test_margins_and_ranges_are_tolerances():
    assert one("Q {#3.14:0.01}")["tolerance"] == {"absolute": 0.01}
    assert one("Q {#1..5}")["tolerance"] == {"absolute": 2}


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Write. {}", "left out: an essay, which people read and grade"),
        ("Read this first.", "left out: a text that asks nothing"),
        ("Q {=%50%a ~b}", "left out: none of its choices is right"),
        ("Q {=a =a ~b}", "left out: two of its choices are the same"),
        ("Q {#1 =%50%2}", "answers for a part of the points are left out"),
        ("Q {=a#good ~b#bad}", "feedback on single answers is left out"),
        (
            "Q {=a -> x = b -> y = -> z}",
            "matches that belong to nothing are left out: “z”",
        ),
        ("Q {#much}", "left out: “much” is no number or range"),
    ],
)
def test_what_is_left_out_is_told(text, note):
    assert note in notes(text)


def test_escaped_characters_mean_themselves():
    found = one(r"What is \{x\} \= 1\:2 \# \~? {=a\=b ~c\~d}")

    assert found["prompt"] == "What is {x} = 1:2 # ~?"
    assert found["choices"] == ["a=b", "c~d"]


def test_a_missing_word_is_a_blank():
    assert one("Two plus {=two} is four.")["prompt"] == "Two plus _____ is four."


def test_formats_of_the_text():
    assert one("[html]<b>Why</b> 2*3?{T}")["prompt"] == "**Why** 2\\*3?"
    assert one("[markdown]**Why** $x$?{T}")["prompt"] == "**Why** $x$?"
    assert one("Why 2*3?{T}")["prompt"] == "Why 2\\*3?"


def test_general_feedback_is_the_explanation():
    assert one("Q {T#no#yes####Because it is.}")["explanation"] == "Because it is."


def test_titles_are_slugs_and_else_the_first_words():
    (quiz,) = quizzes(
        "// comment\n::Warm up:: Q {T}\n\nWhat is the meaning of it all? {T}"
    )

    slugs = [question["slug"] for question in quiz.document["questions"]]
    assert slugs == ["warm-up", "what-is-the-meaning-of-it"]


def test_each_category_is_a_quiz():
    found = quizzes("A {T}\n\n$CATEGORY: $course$/top/Week 2\n\nB {T}\n\nC {F}")

    assert [(one.title, len(one.document["questions"])) for one in found] == [
        ("file", 1),
        ("Week 2", 2),
    ]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"\n\nQ {=a ~b", "line 3: a brace without its other one"),
        (b"Q {T} {F}", "line 1: more than one pair of braces"),
        (b"", "There is no question in it."),
        (b"Q {T}\n\xff", "line 2: byte 0xff is not UTF-8."),
        (b"Q \x01 {T}", "line 1: the character U+0001 is no text"),
    ],
)
def test_what_is_no_gift_is_refused(data, problem):
    with pytest.raises(DataFileError) as refused:
        read(data, title="file", known={})

    assert refused.value.problems[0].startswith(problem)
