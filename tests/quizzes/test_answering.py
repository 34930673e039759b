"""The form of a question: what it shows, and what it sends back."""

from html.parser import HTMLParser

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from quizzes.answering import posted
from quizzes.marking import UnreadableError, read
from quizzes.paper import Asked
from quizzes.questions import Question, question_of

SINGLE = question_of(
    {"slug": "q", "type": "single", "prompt": "?", "choices": ["a", "$b$", "c"]}
)
MULTIPLE = question_of(
    {"slug": "q", "type": "multiple", "prompt": "?", "choices": ["a", "b", "c"]}
)
BOOLEAN = question_of({"slug": "q", "type": "boolean", "prompt": "?"})
NUMERIC = question_of({"slug": "q", "type": "numeric", "prompt": "?"})
TEXT = question_of({"slug": "q", "type": "text", "prompt": "?"})
ORDERING = question_of(
    {"slug": "q", "type": "ordering", "prompt": "?", "items": ["a", "b", "c"]}
)
MATCHING = question_of(
    {
        "slug": "q",
        "type": "matching",
        "prompt": "?",
        "pairs": [["a", "$x$"], ["b", "y"], ["c", "$x$"]],
    }
)


class Form(HTMLParser):
    """Fills nothing in: collects what a browser would send of a page as it is."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sent = QueryDict(mutable=True)
        self.fields: list[str] = []
        self._menu = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "select":
            self._menu = found["name"]
            self.fields.append(self._menu)
            self.sent[self._menu] = ""
        elif tag == "option" and "selected" in found:
            self.sent[self._menu] = found["value"]
        elif tag == "input":
            self.fields.append(found["name"])
            is_box = found["type"] in ("radio", "checkbox")
            if not is_box or "checked" in found:
                self.sent.appendlist(found["name"], found["value"])


def page(question: Question, value=None, *, order=None, **more) -> str:
    asked = asks(question, order)
    context = {"asked": asked, "number": 3, "value": value, "revision": 7}
    return render_to_string("quizzes/_question.html", context | more)


def asks(question: Question, order=None) -> Asked:
    return Asked(question=question, order=tuple(order or range(len(question.options))))


def answer(question: Question, **fields):
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(
            f"answer-{name.replace('_', '-')}",
            value if isinstance(value, list) else [value],
        )
    return posted(asks(question), data)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        (SINGLE, [None, 0, 2]),
        (MULTIPLE, [None, [0], [0, 2]]),
        (BOOLEAN, [None, True, False]),
        (NUMERIC, [None, "3.14", ' "><script>']),
        (TEXT, [None, "ReLU", "a & b"]),
        (ORDERING, [None, [0, 1, 2], [2, 0, 1]]),
        (MATCHING, [None, [0, 1, None], [1, 1, 0]]),
    ],
    ids=lambda one: one.type if isinstance(one, Question) else "",
)
def test_a_page_sent_as_it_is_says_what_it_shows(question, values) -> None:
    for value in values:
        sent = Form(page(question, value)).sent

        assert posted(asks(question), sent) == value


@pytest.mark.parametrize("question", [SINGLE, ORDERING, MATCHING], ids=lambda q: q.type)
def test_a_page_shows_options_in_the_order_of_the_paper(question) -> None:
    size = len(question.options)
    one = page(question, order=range(size))
    other = page(question, order=reversed(range(size)))

    assert one != other
    assert Form(one).fields == Form(other).fields


def test_a_page_says_what_revision_it_is_based_on() -> None:
    assert Form(page(TEXT)).sent["base-q"] == "7"


def test_a_page_that_only_shows_is_disabled() -> None:
    assert "<fieldset" in page(TEXT)
    assert " disabled" not in page(TEXT)
    assert " disabled" in page(TEXT, readonly=True)


def test_a_choice_can_be_taken_back() -> None:
    assert answer(SINGLE, q="") is None
    assert answer(BOOLEAN, q="") is None
    assert answer(MULTIPLE) is None


def test_ticks_are_places_each_once() -> None:
    assert answer(MULTIPLE, q=["2", "0", "2"]) == [0, 2]


def test_positions_make_an_order() -> None:
    assert answer(ORDERING, q_0="2", q_1="3", q_2="1") == [2, 0, 1]


@pytest.mark.parametrize(
    "positions", [("1", "2", ""), ("1", "1", "2"), ("0", "1", "2"), ("2", "3", "3")]
)
def test_each_item_needs_a_position_of_its_own(positions) -> None:
    with pytest.raises(UnreadableError, match="from 1 to 3"):
        answer(ORDERING, q_0=positions[0], q_1=positions[1], q_2=positions[2])


def test_some_pairs_may_be_left_open() -> None:
    assert answer(MATCHING, q_0="1", q_2="0") == [1, None, 0]
    assert answer(MATCHING, q_0="", q_2="") is None


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        (SINGLE, {"q": "3"}),
        (SINGLE, {"q": "-1"}),
        (SINGLE, {"q": "a"}),
        (SINGLE, {"q": "9" * 5000}),
        (SINGLE, {"q": "\N{SUPERSCRIPT TWO}"}),
        (MULTIPLE, {"q": ["0", "3"]}),
        (BOOLEAN, {"q": "yes"}),
        (TEXT, {"q": "x" * 2001}),
        (ORDERING, {"q_0": "1", "q_1": "2", "q_2": "4"}),
        (MATCHING, {"q_0": "2"}),
    ],
)
def test_what_no_page_sends_is_refused(question, fields) -> None:
    with pytest.raises(UnreadableError):
        answer(question, **fields)


@given(
    st.sampled_from([SINGLE, MULTIPLE, BOOLEAN, NUMERIC, TEXT, ORDERING, MATCHING]),
    st.dictionaries(
        st.sampled_from(["answer-q", *(f"answer-q-{n}" for n in range(4))]),
        st.lists(
            st.sampled_from(["", "0", "1", "2", "3", "true"]) | st.text(), max_size=3
        ),
    ),
)
def test_whatever_is_posted_is_an_answer_or_refused(question, fields) -> None:
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, values)
    asked = asks(question)

    try:
        value = posted(asked, data)
    except UnreadableError:
        return

    assert read(question, asked.stored(value)) == value


def test_a_menu_of_formulas_names_them_by_letters() -> None:
    html = page(MATCHING)

    assert "A: x" in html
    assert "<dt>A</dt><dd><math" in html


def test_a_menu_of_words_needs_no_letters() -> None:
    words = question_of(
        {
            "slug": "q",
            "type": "matching",
            "prompt": "?",
            "pairs": [["a", "x"], ["b", "y"]],
        }
    )

    assert "<dt>" not in page(words)
