"""An answer beside the right one: what is told, and what is not yet."""

import pytest
from django.template.loader import render_to_string

from quizzes.answers_told import answer_told, rights_told
from quizzes.paper import Asked
from quizzes.questions import Question, question_of


def asks(kind: str, **more) -> Question:
    return question_of({"slug": "q", "type": kind, "prompt": "?", **more})


SINGLE = asks(
    "single", choices=["*Lyon*", "Paris", "Nice"], answer=1, also=[2], explanation="Why"
)
MULTIPLE = asks("multiple", choices=["2", "4", "5"], answer=[0, 2], also=[[1]])
BOOLEAN = asks("boolean", answer=False)
NUMERIC = asks("numeric", answer=3.14, also=[-2], tolerance={"absolute": 0.01})
TEXT = asks("text", answers=["ReLU"], pattern="re.*")
ORDERING = asks("ordering", items=["a", "b"])
MATCHING = asks("matching", pairs=[["a", "x"], ["b", "y"]])


def page(
    question: Question, value, *, is_right=None, shows_answers=False, whose="Your"
) -> str:
    asked = Asked(question=question, order=tuple(range(len(question.options))))
    context = {"asked": asked, "number": 1, "value": value}
    context |= {"is_right": is_right, "shows_answers": shows_answers}
    context |= {"whose": whose, "pictures": {}}
    return render_to_string("quizzes/_marked.html", context)


@pytest.mark.parametrize(
    ("question", "value", "words"),
    [
        (SINGLE, 0, "Lyon"),
        (SINGLE, None, "no answer"),
        (MULTIPLE, [0, 2], "2; 5"),
        (BOOLEAN, False, "False"),
        (NUMERIC, " 3.1 ", "3.1"),
        (TEXT, "a  b", "a b"),
        (ORDERING, [1, 0], "b → a"),
        (MATCHING, [1, None], "a: y; b: –"),
    ],
)
def test_an_answer_in_plain_words(question, value, words) -> None:
    assert answer_told(question, value) == words


@pytest.mark.parametrize(
    ("question", "rights"),
    [
        (SINGLE, ["Paris", "Nice"]),
        (MULTIPLE, ["2; 5", "4"]),
        (BOOLEAN, ["False"]),
        (NUMERIC, ["3.14 ± 0.01", "-2 ± 0.01"]),
        (asks("numeric", answer=6, tolerance={"relative": 0.05}), ["6 ± 5 %"]),
        (
            asks("numeric", answer=6, tolerance={"digits": 3}),
            ["6 to 3 significant digits"],
        ),
        (asks("numeric", answer=0.1), ["0.1"]),
        (TEXT, ["ReLU", "what matches re.*"]),
        (ORDERING, ["a → b"]),
        (MATCHING, ["a: x; b: y"]),
    ],
)
def test_the_right_answers_in_plain_words(question, rights) -> None:
    assert rights_told(question) == rights


EVERY = [
    (SINGLE, 0, "Right answer"),
    (MULTIPLE, [0], "Right answer"),
    (BOOLEAN, True, "Right answer"),
    (NUMERIC, "3", "3.14 ± 0.01"),
    (TEXT, "no", "ReLU"),
    (ORDERING, [1, 0], "The right order"),
    (MATCHING, [1, None], "Right"),
]


@pytest.mark.parametrize(("question", "value", "words"), EVERY)
def test_before_the_reveal_a_page_tells_only_what_was_answered(
    question, value, words
) -> None:
    html = page(question, value)

    assert "Answered" in html
    assert words not in html.replace("Question", "")
    assert "Why" not in html


@pytest.mark.parametrize(("question", "value", "words"), EVERY)
def test_revealed_it_tells_what_was_right_and_why(question, value, words) -> None:
    html = page(question, value, is_right=False, shows_answers=True)

    assert "Wrong" in html
    assert words in html
    assert ("Why" in html) is bool(question.explanation)


def test_right_wrong_and_nothing_are_told_in_words() -> None:
    assert "Right" in page(SINGLE, 1, is_right=True)
    assert "Wrong" in page(SINGLE, 0, is_right=False)
    assert "No answer" in page(SINGLE, None, is_right=False)


def test_where_everybody_is_right_no_choice_is_called_the_right_one() -> None:
    gift = asks("single", choices=["a", "b"], answer=0, credit="everybody")

    html = page(gift, 1, is_right=True, shows_answers=True)

    assert "Right for everybody" in html
    assert "Right answer" not in html


def test_a_question_that_does_not_count_is_neither_right_nor_wrong() -> None:
    idle = asks("single", choices=["a", "b"], answer=0, credit="nobody")

    html = page(idle, 1, is_right=False, shows_answers=True)

    assert "Does not count" in html
    assert "Wrong" not in html


def test_staff_see_whose_answer_it_is() -> None:
    assert "Your answer" in page(NUMERIC, "3")
    assert "Their answer" in page(NUMERIC, "3", whose="Their")
