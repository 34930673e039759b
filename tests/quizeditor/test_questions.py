"""The form of a question: every type can be written, and is judged as a file would be."""

import pytest
from django.urls import reverse

from quizzes.models import Quiz
from tests.quizeditor.conftest import HERE, answer, at, post, slugs, stored, version

EDIT = reverse("quizeditor:edit", args=HERE)
WORDS = {"slug": "new", "prompt": "Why?\r\nTell."}
EVERY_TYPE = [
    (
        "single",
        {"text": ["a", "", "b"], "right": "2"},
        {"choices": ["a", "b"], "answer": 1},
    ),
    (
        "multiple",
        {"text": ["a", "b", "c"], "right": ["2", "0"]},
        {"choices": ["a", "b", "c"], "answer": [0, 2]},
    ),
    ("boolean", {"answer": "false"}, {"answer": False}),
    (
        "numeric",
        {"answer": "3.14", "within": "digits", "tolerance": "3"},
        {"answer": 3.14, "tolerance": {"digits": 3}},
    ),
    ("numeric", {"answer": "-2", "within": "", "tolerance": ""}, {"answer": -2}),
    (
        "text",
        {"text": ["relu", ""], "case": "on", "pattern": "re+lu"},
        {"answers": ["relu"], "case": True, "pattern": "re+lu"},
    ),
    ("ordering", {"text": ["one", "two"]}, {"items": ["one", "two"]}),
    (
        "matching",
        {"text": ["a", "b"], "other": ["x", "y"]},
        {"pairs": [["a", "x"], ["b", "y"]]},
    ),
]


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(("kind", "typed", "key"), EVERY_TYPE)
def test_every_type_is_written(tia, quiz, kind, typed, key):
    answered = post(tia, at("new_question", type=kind), **WORDS, **typed)

    assert answered.url == f"{EDIT}#question-new"
    made = stored("new")
    assert made["prompt"] == "Why?\nTell."
    assert {name: made.get(name) for name in key} == key


@pytest.mark.parametrize(("kind", "typed", "key"), EVERY_TYPE)
def test_what_is_shown_and_saved_again_is_the_same(tia, quiz, kind, typed, key):
    post(tia, at("new_question", type=kind), **WORDS, **typed)
    made, form = stored("new"), tia.get(at("question", "new")).context["form"]
    shown = {name: value for name, value in form.initial.items() if value}
    shown["text"] = [row.text for row in form.rows]
    shown["other"] = [row.other for row in form.rows]
    shown["right"] = [str(n) for n, row in enumerate(form.rows) if row.is_right]

    post(tia, at("question", "new"), **shown)

    assert stored("new") == made


@pytest.mark.parametrize(
    ("kind", "typed", "errors"),
    [
        ("single", {"text": ["a"]}, ["needs at least 2 entries"]),
        ("single", {"text": ["a", "b"]}, ["is required for type single"]),
        (
            "single",
            {"text": ["a", "a"], "right": "0"},
            ["&quot;a&quot; is given twice"],
        ),
        ("single", {"text": ["a", "b", ""], "right": "2"}, ["is empty"]),
        (
            "numeric",
            {"answer": "pi", "within": "absolute", "tolerance": "-1"},
            ["expected a number, got &quot;pi&quot;", "-1 is not at least 0"],
        ),
        (
            "numeric",
            {"answer": "1", "within": "relative", "tolerance": ""},
            ["is required, got nothing"],
        ),
        ("text", {"text": [""]}, ["answers or pattern is required for type text"]),
        (
            "text",
            {"text": ["a"], "pattern": "("},
            ["is no regular expression: missing )"],
        ),
        ("boolean", {}, ["is required for type boolean"]),
        (
            "matching",
            {"text": ["a", "a"], "other": ["x", "y"]},
            ["“a” is given twice"],
        ),
        (
            "matching",
            {"text": ["a", "b"], "other": ["x", ""]},
            ["is empty"],
        ),
    ],
)
def test_all_errors_stand_in_the_form_and_nothing_is_saved(
    tia, quiz, kind, typed, errors
):
    before = version()

    answered = post(tia, at("new_question", type=kind), slug="a b", prompt="", **typed)

    assert answered.status_code == 422
    page = text(answered)
    assert version() == before
    for error in ("&quot;a b&quot; is no short name", *errors):
        assert error in page


def test_the_name_of_another_question_is_refused_beside_the_name(tia, quiz):
    answered = post(
        tia, at("new_question", type="boolean"), slug="pi", prompt="p", answer="true"
    )

    errors = answered.context["form"].errors["slug"]
    assert errors[0].startswith("&quot;pi&quot; is also") or '"pi" is also' in errors[0]


def test_an_unknown_type_is_nothing(tia, quiz):
    assert tia.get(at("new_question", type="essay")).status_code == 404


def test_a_question_is_put_into_a_pool_and_taken_out(tia, quiz):
    post(tia, at("new_pool"), pool="p", take="1", members=["pi", "author"])
    typed = {"slug": "sky", "prompt": "Blue?", "answer": "true"}

    post(tia, at("question", "sky"), **typed, pool="p")
    assert slugs() == ["capital", "primes", ["p", "pi", "author", "sky"]]
    post(tia, at("question", "sky"), **typed, pool="")

    assert slugs() == ["capital", "primes", ["p", "pi", "author"], "sky"]


def test_buttons_change_rows_and_save_nothing(tia, quiz):
    before = version()

    def rows(**fields):
        answered = post(tia, at("question", "capital"), slug="capital", **fields)
        assert answered.status_code == 200
        return [row.text for row in answered.context["form"].rows]

    typed = {"text": ["Rome", "Paris", "Nice"], "prompt": "Which?"}
    assert rows(**typed, do="more") == ["Rome", "Paris", "Nice", "", ""]
    assert rows(**typed, do="drop-0") == ["Paris", "Nice"]
    assert rows(**typed, do="up-2") == ["Rome", "Nice", "Paris"]
    assert rows(**typed, do="down-2") == ["Rome", "Paris", "Nice"]
    assert rows(**typed, do="drop-9") == ["Rome", "Paris", "Nice"]
    assert version() == before


def test_looking_draws_what_is_typed(tia, quiz):
    answered = post(
        tia,
        at("question", "capital"),
        slug="capital",
        prompt="Is $x^2$ **it**?",
        text=["<b>Rome</b>", "`Paris`"],
        do="look",
    )

    page = text(answered)
    assert "<strong>it</strong>" in page
    assert "<math" in page
    assert "<code>Paris</code>" in page
    assert "<b>Rome" not in page


@pytest.mark.parametrize(
    ("kind", "typed", "sample", "verdict"),
    [
        ("numeric", {"answer": "3.14159", "within": "digits", "tolerance": "3"}, "3.14", (True, "")),
        ("numeric", {"answer": "10", "within": "relative", "tolerance": "0.1"}, "11.5", (False, "")),
        ("text", {"text": ["ReLU"]}, " relu ", (True, "")),
        ("text", {"text": [""], "pattern": r"\d+ km"}, "12 km", (True, "")),
        ("text", {"text": ["a"], "case": "on"}, "A", (False, "")),
    ],
)  # fmt: skip
def test_an_answer_can_be_tried_before_saving(tia, quiz, kind, typed, sample, verdict):
    answered = post(
        tia, at("new_question", type=kind), **WORDS, **typed, sample=sample, do="try"
    )

    assert answered.context["verdict"] == verdict


def test_trying_against_a_wrong_pattern_tells_the_error(tia, quiz):
    answered = post(
        tia, at("new_question", type="text"), **WORDS, pattern="(", sample="a", do="try"
    )

    assert answered.context["verdict"] is None
    assert answered.context["form"].errors["pattern"]


def test_also_is_kept_and_follows_its_choices(tia, quiz):
    definition = Quiz.objects.get().definition
    definition["questions"][0] |= {"also": [2]}
    definition["questions"][1] |= {"also": [[0, 1], [1]]}
    Quiz.objects.update(definition=definition)

    post(
        tia,
        at("question", "capital"),
        slug="capital",
        prompt="p",
        text=["Nice", "Paris", "Lyon"],
        was=["2", "1", "0"],
        right="1",
    )
    post(
        tia,
        at("question", "primes"),
        slug="primes",
        prompt="p",
        text=["4", "5"],
        was=["1", "2"],
        right="1",
    )

    assert stored("capital")["also"] == [0]
    assert stored("primes")["also"] == [[0]]


def test_an_outdated_form_keeps_what_was_typed_and_saves_nothing(tia, quiz):
    old = version()
    post(tia, at("duplicate", "pi"))

    fields = {"slug": "sky", "prompt": "Mine?", "answer": "false"}
    answered = tia.post(at("question", "sky"), {"based_on": old, **fields})

    assert answered.status_code == 422
    page = text(answered)
    assert "the quiz was changed since you opened the page" in page
    assert "Mine?" in page
    assert stored("sky")["prompt"] == "The sky is blue."
    assert post(tia, at("question", "sky"), **fields).status_code == 302


# --- Once students have answered ------------------------------------------------------


def test_an_answered_question_is_reworded_and_nothing_else(tia, quiz, alice):
    answer(quiz, alice, "capital", 1)

    page = text(tia.get(at("question", "capital")))
    assert 'name="slug"' not in page
    assert 'name="right"' not in page
    assert "1 attempt answered this question" in page
    post(
        tia,
        at("question", "capital"),
        prompt="Capital?",
        text=["LYON", "Paris", "Nice"],
        right="0",
        credit="everybody",
    )

    made = stored("capital")
    assert made["prompt"] == "Capital?"
    assert made["choices"] == ["LYON", "Paris", "Nice"]
    assert (made["answer"], made.get("credit", "key")) == (1, "key")


@pytest.mark.parametrize("texts", [["Paris", "Lyon", "Nice"], ["Lyon", "Paris", ""]])
def test_choices_of_an_answered_question_stay_where_they_are(tia, quiz, alice, texts):
    answer(quiz, alice, "capital", 1)

    answered = post(tia, at("question", "capital"), prompt="p", text=texts)

    assert answered.status_code == 422
    assert stored("capital")["choices"] == ["Lyon", "Paris", "Nice"]


def test_answered_while_the_form_was_open(tia, quiz, alice):
    old = version()
    answer(quiz, alice, "capital", 1)

    answered = tia.post(
        at("question", "capital"),
        {"based_on": old, "slug": "x", "prompt": "p", "text": ["a", "b"], "right": "0"},
    )

    assert answered.status_code == 422
    assert "students answered this question since" in text(answered)
    assert stored("capital")["choices"] == ["Lyon", "Paris", "Nice"]


@pytest.mark.parametrize(
    ("slug", "value", "told"),
    [("pi", "3.14", "3.14"), ("author", "x", "Jane Austen"), ("sky", True, "True")],
)
def test_the_key_of_an_answered_question_is_told(tia, quiz, alice, slug, value, told):
    answer(quiz, alice, slug, value)

    page = text(tia.get(at("question", slug)))

    assert told in page
    assert 'name="answer"' not in page
    assert 'name="pattern"' not in page
    assert 'name="text"' not in page
