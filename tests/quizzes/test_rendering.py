"""What becomes of a prompt: safe HTML, formulas as MathML, plain words."""

import time
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quizzes.formulas import formula
from quizzes.rendering import block, inline, is_plain, pictures_in, told

MATH = [
    "math",
    "menclose",
    "merror",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
    "none",
]
TEXT = [
    "a",
    "blockquote",
    "br",
    "code",
    "div",
    "em",
    "hr",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "span",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
]
ATTRIBUTES = {
    "a": {"href", "target", "rel"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "pre": {"tabindex"},
    "div": {"class", "tabindex", "role", "aria-label"},
}
PICTURES = {"net.png": "/courses/c/pictures/5ha/"}


class Seen(HTMLParser):
    """Collects what a browser would find: tags, attributes, text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl):
        raise AssertionError(f"a declaration: {decl}")

    @property
    def tags(self) -> list[str]:
        return [tag for tag, _ in self.found]

    @property
    def text(self) -> str:
        return "".join(self.words)


def seen(text: str) -> Seen:
    return Seen(block(text, pictures=PICTURES))


def check_safe(html: str) -> None:
    for tag, attributes in Seen(html).found:
        assert tag in MATH or tag in TEXT, tag
        allowed = ATTRIBUTES.get(tag, {"class"})
        for name, value in attributes.items():
            assert not name.startswith("on")
            assert name != "style"
            assert tag in MATH or name in allowed, (tag, name)
            if name == "href":
                assert value.startswith(("http://", "https://"))
            if name == "src":
                assert value in PICTURES.values()


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
        "file:///etc/passwd",
        "//example.org",
        "/accounts/logout/",
        "mailto:a@example.org",
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


@pytest.mark.parametrize(
    "latex",
    [
        r"\unknowncommand{x}",
        r"\frac",
        "{",
        r"\begin{aligned} x",
        r"\begin{tikzpicture}\end{tikzpicture}",
        r"\newcommand{\a}{\b\b}\a",
        r"\def\a{x}\a",
        "x" * 3000,
        "{" * 1500,
        r"\left",
    ],
)
def test_a_formula_that_cannot_be_shown_is_shown_as_written_and_says_so(latex) -> None:
    html = formula(latex)

    check_safe(html)
    assert latex in Seen(html).text
    assert "cannot be shown" in html


@pytest.mark.parametrize(
    ("latex", "tag"),
    [
        (r"\frac{1}{2}", "mfrac"),
        (r"\sqrt[3]{x}", "mroot"),
        (r"\sum_{i=1}^n", "msubsup"),
        (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", "mtable"),
        (r"\begin{cases} 1 & x \\ 0 & y \end{cases}", "mtable"),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "mtable"),
        (r"\begin{equation} a \end{equation}", "mi"),
        (r"\hat{y}", "mover"),
        (r"\mathbb{E}\left[\frac{X}{2}\right]", "mfrac"),
        (r"\text{if } x < 0 \& y", "mtext"),
        (r"a < b > c", "mo"),
    ],
)
def test_the_formulas_of_lectures_are_mathml(latex, tag) -> None:
    html = formula(latex)

    assert tag in Seen(html).tags
    assert "cannot be shown" not in html
    check_safe(html)


def test_letters_are_bold_and_upright_where_they_should_be() -> None:
    bold = Seen(formula(r"\boldsymbol{\theta}")).found
    upright = Seen(formula(r"\mathrm{d}x")).found

    assert ("mi", {"class": "formula-bold"}) in bold
    assert ("mi", {"mathvariant": "normal"}) in upright
    assert ("mi", {}) in upright


def test_signs_of_tex_are_written_with_a_backslash() -> None:
    html = formula(r"50\% \& \text{a\_b \& c}")

    assert Seen(html).text == "50%&a_b\N{NO-BREAK SPACE}&\N{NO-BREAK SPACE}c"


def test_columns_are_aligned_without_styles() -> None:
    html = formula(r"\begin{align} a &= b \end{align}", display=True)

    assert ("mtd", {"class": "formula-right"}) in Seen(html).found
    assert ("mtd", {"class": "formula-left"}) in Seen(html).found


@pytest.mark.parametrize(
    "latex",
    [
        r"\text{<script>alert(1)</script>}",
        r"\href{javascript:alert(1)}{x}",
        r"\style{color:red}{x}",
        r"\class{a\" onclick=\"x}{y}",
        r"\mathrm{&lt;img src=x onerror=y&gt;}",
        r"\hspace{1em\" onload=\"x}x",
        "<img src=x onerror=y>",
        r"\color{red}{x}",
    ],
)
def test_a_formula_smuggles_nothing_in(latex) -> None:
    check_safe(formula(latex))
    check_safe(block(f"${latex}$", pictures={}))


PIECES = st.sampled_from(
    [
        "$",
        "$$",
        "\\(",
        "\\)",
        "\\[",
        "\\]",
        "`",
        "```",
        "~~~",
        "*",
        "**",
        "_",
        "#",
        ">",
        "-",
        "1.",
        "|",
        "\n",
        "\n\n",
        "[a](",
        "![b](",
        ")",
        "<",
        ">",
        '"',
        "'",
        "&",
        "&lt;",
        "javascript:",
        "https://e.org",
        "net.png",
        "<script>",
        "onload=",
        "<!--",
        "-->",
        "<![CDATA[",
        "\\begin{align}",
        "\\end{align}",
        "\\text{",
        "{",
        "}",
        "^",
        "\\frac",
        "\\href",
        "\\left(",
        "&",
        "\\\\",
        "style=",
        "src=",
        "[x]:",
        "<http://a>",
        "x",
    ]
) | st.text(max_size=6)


@given(st.lists(PIECES, max_size=25).map("".join))
@example('[x](https://a"onmouseover=alert(1))')
@example('![x" onerror="y](net.png)')
@example("[a]\n\n[a]: javascript:alert(1) 'b'")
def test_no_text_whatever_brings_a_tag_or_an_attribute_of_its_own(text) -> None:
    check_safe(block(text, pictures=PICTURES))
    check_safe(inline(text, pictures=PICTURES))
    told(text)


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


def test_a_text_is_plain_where_its_words_are_all_there_is() -> None:
    assert is_plain("a < b, or: 2 > 1")
    assert not any(map(is_plain, ["$x$", "*a*", "`a`", "![a](net.png)"]))
