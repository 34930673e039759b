"""Formulas in LaTeX: shown as MathML, or as they were written."""

import pytest

from quizzes.formulas import formula
from quizzes.rendering import block
from tests.quizzes.seen import Seen, check_safe


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
