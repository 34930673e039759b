"""Questions in a real browser: every type, with the keyboard, in light and dark."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from playwright.sync_api import Page, expect

from quizzes.marking import is_right
from quizzes.paper import Asked
from quizzes.questions import question_of
from tests.browsing import listen, problems

pytestmark = pytest.mark.browser

STATIC = Path(settings.BASE_DIR) / "static"
SHEETS = ("tokens", "base", "components", "feedback", "forms", "data", "questions")
FORMULA = (
    r"$$L = \frac{1}{N}\sum_{i=1}^{N}\left\lVert y_i - f_\theta(x_i)\right\rVert^2$$"
)
CODE = f"```python\nprint('{'x' * 200}')\n```"
TABLE = "|a|b|\n|-|-:|\n|1|2|"
PROMPT = "\n\n".join([FORMULA, CODE, TABLE, TABLE, r"$\unknown$ ![a](b.png)"])
QUESTIONS = [
    ({"type": "single", "choices": ["$x^2$", "`b`"], "answer": 0}, 1),
    ({"type": "multiple", "choices": ["a", "*b*"], "answer": [0], "also": [[1]]}, [0]),
    ({"type": "boolean", "answer": True, "explanation": "It *is*."}, None),
    ({"type": "numeric", "answer": 3, "tolerance": {"absolute": 1}}, "2.5"),
    ({"type": "text", "answers": ["a"], "prompt": PROMPT}, "b"),
    ({"type": "ordering", "items": ["one", "two", "three"]}, [2, 1, 0]),
    ({"type": "matching", "pairs": [["a", "$x$"], ["b", "y"]]}, [1, None]),
]


def document(*parts: str, script: str = "") -> str:
    style = "\n".join((STATIC / f"css/{name}.css").read_text() for name in SHEETS)
    return (
        f'<!doctype html><html lang="en"><head><title>Quiz</title><style>{style}</style>'
        '<meta name="viewport" content="width=device-width"></head>'
        f'<body><main class="stack"><h1>Quiz</h1><h2>Questions</h2>{"".join(parts)}</main>'
        f'<script type="module">{script}</script></body></html>'
    )


def shown(template: str, *, prefix: str = "q", **more) -> str:
    """Return every question as *template* draws it."""
    drawn = []
    for number, (own, value) in enumerate(QUESTIONS, start=1):
        question = question_of({"slug": f"{prefix}{number}", "prompt": "Which?"} | own)
        asked = Asked(question=question, order=tuple(range(len(question.options))))
        context = {"asked": asked, "number": number, "value": value, "revision": 1}
        context |= {"is_right": is_right(question, value), "pictures": {}}
        drawn.append(render_to_string(template, context | more))
    return "".join(drawn)


def open_form(page: Page, *more: str) -> None:
    script = (STATIC / "js/ordering.js").read_text()
    page.set_content(document(shown("quizzes/_question.html"), *more, script=script))


def test_questions_and_answers_are_accessible_and_fit_a_phone(page: Page) -> None:
    heard = listen(page)

    open_form(page, shown("quizzes/_marked.html", prefix="m", shows_answers=True))

    assert not problems(page)
    assert not heard


def test_items_are_put_in_order_by_the_keyboard(page: Page) -> None:
    open_form(page)
    places = page.locator("[data-ordering] select")
    button = page.get_by_role("button", name="Move one up")

    button.focus()
    page.keyboard.press("Enter")

    assert places.evaluate_all("all => all.map((one) => [one.name, one.value])") == [
        ["answer-q6-2", "1"],
        ["answer-q6-0", "2"],
        ["answer-q6-1", "3"],
    ]
    expect(button).to_be_focused()
    expect(page.locator("[data-ordering] [aria-live]")).to_have_text("one: 2 of 3")

    page.get_by_role("button", name="Clear it").click()

    assert set(places.evaluate_all("all => all.map((one) => one.value)")) == {""}
    expect(page.get_by_role("button", name="Keep this order")).to_be_visible()


def test_items_are_put_in_order_by_dragging(page: Page) -> None:
    open_form(page)
    page.evaluate(
        "window.told = 0; document.addEventListener('change', () => { window.told += 1 })"
    )
    page.locator(".ordering").scroll_into_view_if_needed()
    first = page.locator(".order-grip").first.bounding_box()
    last = page.locator(".order-item").last.bounding_box()

    page.mouse.move(first["x"] + 5, first["y"] + 10)
    page.mouse.down()
    page.mouse.move(first["x"] + 5, last["y"] + last["height"] - 4, steps=6)
    page.mouse.up()

    items = page.locator(".order-item")
    assert items.evaluate_all("all => all.map((one) => one.dataset.name)") == [
        "two",
        "one",
        "three",
    ]
    assert page.evaluate("window.told") == 1
