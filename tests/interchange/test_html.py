"""HTML becomes Markdown that shows the same, and text Markdown that means nothing."""

from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.interchange.html_markdown import markdown, markdown_line
from quizzes.interchange.markdown_html import html, html_line
from quizzes.interchange.markdown_text import literal, paragraphs

SIGNS = "abc 012 .,;:!?-_*#=~{}[]()<>&$%'\"\\/|`^+@é\n"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<h3>Title</h3>text", "### Title\n\ntext"),
        ("<b>bold </b>and <i>not</i>", "**bold** and *not*"),
        ("<em>a <strong>b</strong></em>", "_a **b**_"),
        ("<ul><li>a<li>b <ol><li>c</ol></ul>", "- a\n\n- b\n\n  1. c"),
        ("<pre>x = 1\n  y</pre>", "```\nx = 1\n  y\n```"),
        ("<pre><code class='language-c'>int x;</code></pre>", "```c\nint x;\n```"),
        ("Use <code>a`b</code>", "Use ``a`b``"),
        ("a<br>b", "a\\\nb"),
        ("<blockquote><p>said</p></blockquote>", "> said"),
        (
            "<table><tr><th>a</th><th>b</th></tr><tr><td>1|2</td><td></td></tr></table>",
            "| a | b |\n| --- | --- |\n| 1\\|2 |  |",
        ),
        ("x<sub>2</sub>, x<sup>n+1</sup>", "x₂, xⁿ⁺¹"),
        ("<a href='https://x.org/a'>there</a>", "[there](https://x.org/a)"),
        ("<a href='javascript:alert(1)'>there</a>", "there"),
        ("<script>alert(1)</script>seen", "seen"),
        ("<img src='a.png' alt='fig'>", "![fig](a.png)"),
        (
            (
                '<img class="equation_image" data-equation-content="\\frac{1}{2}"'
                ' src="/equation_images/x" alt="LaTeX: \\frac{1}{2}">'
            ),
            "$\\frac{1}{2}$",
        ),
        ('<img class="equation_image" title="LaTeX: x^2">', "$x^2$"),
        ('<img class="equation_image" src="/equation_images/x%255E2">', "$x^2$"),
        ("\\(a_1*b\\) and $5", "$a_1*b$ and \\$5"),
        ("1. no list<br># no heading", "1\\. no list\\\n\\# no heading"),
        ("<p>unclosed <b>bold", "unclosed **bold**"),
    ],
)
def test_html_as_markdown(source, expected):
    assert markdown(source, picture=lambda name: name) == expected


def test_a_choice_stays_on_one_line():
    assert markdown_line("<p>a<br>b</p><p>c</p>", picture=lambda _: None) == "a b c"


@settings(max_examples=100)
@given(st.text(SIGNS.replace("\n", "")))
def test_literal_text_is_shown_as_it_is(text):
    words = " ".join(text.split())

    assert unescape(html_line(literal(words))) == words


@settings(max_examples=100)
@given(st.text(SIGNS))
def test_plain_text_makes_nothing_but_paragraphs(text):
    shown = html(paragraphs(text))

    bare = shown.replace("<p>", "").replace("</p>", "").replace("<br />", "")
    assert unescape(bare).split() == text.split()


@settings(max_examples=100)
@given(st.text(SIGNS + "<div></p><b><li><table><pre>"))
def test_no_html_is_too_broken(text):
    assert isinstance(markdown(text, picture=lambda _: None), str)


def test_depth_has_a_limit():
    assert markdown("<div>" * 5_000 + "x", picture=lambda _: None) == "x"
