"""The editor in a browser: two questions written, looked at, tried, the quiz marked."""

import pytest
from playwright.sync_api import expect

from quizzes.models import Attempt
from tests.browsing import listen, problems
from tests.factories import ComponentFactory
from tests.quizeditor.conftest import at, slugs

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def editor(page, live_server, tia, course):
    """Open the editor of a quiz without questions; return what the page complains of."""
    ComponentFactory(
        course=course, slug="quiz-1", title="Quiz 1", kind="quiz", cutoffs=None
    )
    cookie = tia.cookies["sessionid"].value
    page.context.add_cookies(
        [{"name": "sessionid", "value": cookie, "url": live_server.url}]
    )
    heard = listen(page)
    page.goto(live_server.url + at("edit"))
    return heard


def test_questions_are_written_and_the_quiz_is_tried(page, editor):
    page.get_by_role("link", name="Single choice").click()
    page.get_by_label("Short name").fill("square")
    page.get_by_label("Question", exact=True).fill("What is $2^2$?")
    expect(page.locator("#shown math")).to_have_count(1)
    page.get_by_role("button", name="More rows").click()
    expect(page.locator(".quiz-row")).to_have_count(6)
    page.get_by_label("Choice 1", exact=True).fill("three")
    page.get_by_label("Choice 6", exact=True).fill("four")
    page.get_by_label("Choice 6 is right").check()
    expect(page.locator("#shown .option")).to_have_count(3)
    assert problems(page) == []
    page.get_by_label("Choice 1", exact=True).press("Control+Home")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="1. What is")).to_be_visible()

    page.get_by_role("link", name="Number").click()
    page.get_by_label("Question", exact=True).fill("How long?")
    page.get_by_label("Right answer").fill("long")
    page.get_by_label("Try an answer").fill("12")
    page.get_by_role("button", name="Would it be right?").click()
    expect(page.get_by_text('expected a number, got "long"')).to_be_visible()
    page.get_by_label("Right answer").fill("12")
    page.get_by_role("button", name="Would it be right?").click()
    expect(page.locator(".quiz-try .pill-ok")).to_be_visible()
    page.get_by_label("Right answer").press("Enter")
    expect(page.get_by_role("link", name="2. How long?")).to_be_visible()
    page.get_by_role("button", name="Move question square down").click()
    expect(page.get_by_role("link", name="1. How long?")).to_be_visible()
    assert slugs() == ["q1", "square"]
    assert problems(page) == []

    page.get_by_role("link", name="Preview").click()
    page.get_by_label("four").check()
    page.get_by_label("Your answer, a number").fill("13")
    page.get_by_role("button", name="Mark it").click()
    expect(page.get_by_text("1 of 2 right")).to_be_visible()
    assert problems(page) == []
    assert not Attempt.objects.exists()
    assert editor == []
