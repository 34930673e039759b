"""What becomes of a prompt: safe HTML, formulas as MathML, plain words."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quizzes.rendering import (
    block,
    inline,
    is_plain,
    pictures_in,
    told,
    told_inline,
)
from tests.quizzes.seen import PICTURES, Seen, check_safe, seen

# --- Text ---------------------------------------------------------------------------


def test_a_prompt_has_paragraphs_emphasis_lists_and_tables() -> None:
    found = seen("One *two* **three**\n\n* a\n* b\n\n1. c\n\n|x|y|\n|-|-:|\n|1|2|\n")

    assert {"p", "em", "strong", "ul", "ol", "li", "table", "td"} <= set(found.tags)
    assert ("td", {"class": "cell-right"}) in found.found


def test_a_choice_is_part_of_a_line() -> None:
    assert inline("the *first* `x`", pictures={}) == (
        "the <em>first</em> <code>x</code>"
    )


def test_a_heading_is_a_bold_line_below_those_of_the_page() -> None:
    assert block("# Part *one*", pictures={}) == (
        '<p class="strong">Part <em>one</em></p>\n'
    )


def test_code_is_shown_as_it_is_and_reached_by_the_keyboard() -> None:
    html = block("```python\nif a < b:\n    f('<b>')\n```", pictures={})

    assert html.startswith('<pre tabindex="0"><code>if a &lt; b:')
    assert Seen(html).text == "if a < b:\n    f('<b>')\n\n"


def test_html_is_shown_not_obeyed() -> None:
    found = seen("<script>alert(1)</script> <b onclick=x>b</b>\n\n<div>c</div>")

    assert set(found.tags) == {"p"}
    assert "<script>alert(1)</script>" in found.text


# --- Links and pictures -------------------------------------------------------------


def test_a_link_to_the_web_opens_beside_the_quiz() -> None:
    found = seen("[docs](https://example.org/a?b=1&c=2)").found

    assert found[1] == (
        "a",
        {
            "href": "https://example.org/a?b=1&c=2",
            "target": "_blank",
            "rel": "noopener noreferrer",
        },
    )


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java&#115;cript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:x",
        "//example.org",
        "/accounts/logout/",
        "mailto:a@example.org",
        "http:/[x",
    ],
)
def test_of_any_other_link_only_the_words_stay(target) -> None:
    found = seen(f"see [*this* one]({target}) here")

    assert "a" not in found.tags
    assert found.text.strip() == "see this one here"


def test_a_picture_of_the_course_is_shown_by_its_name() -> None:
    found = seen('![two *layers* & "more"](net.png)').found

    assert found[1] == (
        "img",
        {"src": "/courses/c/pictures/5ha/", "alt": 'two layers & "more"'},
    )


def test_a_picture_that_is_not_there_is_told() -> None:
    found = seen("![a](other.png)")

    assert "img" not in found.tags
    assert "The picture other.png is missing" in found.text


@pytest.mark.parametrize(
    "target",
    ["https://example.org/net.png", "//example.org/net.png", "data:image/png;base64,x"],
)
def test_pictures_from_elsewhere_are_not_fetched(target) -> None:
    found = seen(f"![a]({target})")

    assert "img" not in found.tags
    assert "Only pictures of the course are shown" in found.text


def test_the_names_of_pictures_are_found_once_each() -> None:
    text = "![a](net.png) ![b](größe.png)\n\n* ![c](net.png)\n\n`![d](code.png)`"

    assert pictures_in(text) == ["net.png", "größe.png"]


# --- Formulas -----------------------------------------------------------------------


@pytest.mark.parametrize("text", ["$x^2$", r"\(x^2\)", "is $x^2$?", "$x^2$ > 0 or 5"])
def test_a_formula_in_a_line(text) -> None:
    found = seen(text)

    assert ("math", {"display": "inline"}) in found.found
    assert "msup" in found.tags


@pytest.mark.parametrize(
    "text",
    [
        "$$x^2$$",
        "$$\nx^2\n+ y\n$$",
        r"\[x^2\]",
        "\\[\nx^2\n\\]",
        "so\n$$\nx^2\n- y\n$$\nor not",
        "so $$x^2$$ or not",
        r"so \[x^2\] or not",
        "\\begin{align}\nx^2 &= y\\\\\n&= z\n\\end{align}",
        "* so\n\n  $$\n  x^2\n  $$",
    ],
)
def test_a_formula_on_a_line_of_its_own(text) -> None:
    found = seen(text)

    assert ("math", {"display": "block"}) in found.found
    assert "msup" in found.tags
    assert "$" not in found.text


def test_what_stands_beside_a_displayed_formula_stays() -> None:
    words = seen("\\[x\\] is what?\n\nsay\n$$y$$\nwhy").text

    assert "is what?" in words
    assert "why" in words


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $10.",
        "from US$5 to US$10",
        r"\$x\$",
        "`$x$`",
        "$ x $",
        "$$",
        "$",
        r"\(",
        "$$ a\n\nb $$",
    ],
)
def test_amounts_and_lonely_signs_are_no_formulas(text) -> None:
    assert "math" not in seen(text).tags


SIGNS = (
    "$ $$ \\( \\) \\[ \\] ` ``` ~~~ * ** _ # > - 1. | \n \n\n [a]( ![b]( ) < > \" ' & &lt;"
    " javascript: https://e.org net.png <script> onload= <!-- --> <![CDATA[ style= src="
    " \\begin{align} \\end{align} \\text{ { } ^ \\frac \\href \\left( & \\\\ [x]: <http://a>"
)
PIECES = st.sampled_from(SIGNS.split(" ")) | st.text(max_size=6)


@given(st.lists(PIECES, max_size=25).map("".join))
@example('[x](https://a"onmouseover=alert(1))')
@example('![x" onerror="y](net.png)')
@example("[x](http://[) ![y](http://[)")
@example("[a]\n\n[a]: javascript:alert(1) 'b'")
def test_no_text_whatever_brings_a_tag_or_an_attribute_of_its_own(text) -> None:
    check_safe(block(text, pictures=PICTURES))
    check_safe(inline(text, pictures=PICTURES))
    told(text)
    told_inline(text)


@pytest.mark.parametrize(
    "piece", ["$a ", "\\(", "\\[ ", "$$ ", "![", "*a ", "$$\n", "> "]
)
def test_a_hostile_text_is_drawn_in_time(piece) -> None:
    began = time.process_time()

    block(piece * (6_000 // len(piece)), pictures={})

    assert time.process_time() - began < 2


# --- Words --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What is *this*?\n\nAnd `that`?", "What is this? And that?"),
        ("Is $x^2 > 0$ so?", "Is x^2 > 0 so?"),
        ("$$\na\n+ b\n$$", "a + b"),
        ("See ![a net](net.png) here", "See [a net] here"),
        ("![](net.png)", "[net.png]"),
        ("* a\n* b", "a b"),
        ("a\nb", "a b"),
        ("pre*fix*ed", "prefixed"),
        ("```\nx = 1\n```", "x = 1"),
        ("|a|b|\n|-|-|\n|1|2|", "a b 1 2"),
        ("[here](https://example.org) and <there>", "here and <there>"),
        ("", ""),
    ],
)
def test_a_prompt_in_plain_words(text, words) -> None:
    assert told(text) == words


@pytest.mark.parametrize("text", ["- 2", "1. one", "# of layers", "> 3", "    x"])
def test_a_choice_in_plain_words_keeps_signs_that_begin_a_block(text) -> None:
    assert told_inline(text) == text.strip()


def test_a_text_is_plain_where_its_words_are_all_there_is() -> None:
    assert is_plain("a < b, or: 2 > 1")
    assert not any(map(is_plain, ["$x$", "*a*", "`a`", "![a](net.png)"]))
