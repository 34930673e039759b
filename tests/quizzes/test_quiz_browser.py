"""Students take quizzes in a real browser: nothing that was answered is lost."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from courseops import clock
from quizzes.models import Answer, Attempt
from tests.browsing import listen, problems, sign_in
from tests.quizzes.quizmaking import QUESTIONS, make_quiz, start

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOUR = timedelta(hours=1)
ORDERING = {
    "slug": "steps",
    "type": "ordering",
    "prompt": "Put the steps in order.",
    "items": ["forward", "loss", "backward"],
}
MATCHING = {
    "slug": "kinds",
    "type": "matching",
    "prompt": "What belongs together?",
    "pairs": [["ReLU", "activation"], ["Adam", "optimiser"]],
}


def open_quiz(course, **more):
    at = clock.now().replace(microsecond=0)
    dates = {"released": at - HOUR, "on_time": at + HOUR}
    return make_quiz(course, **dates | more)


@pytest.fixture
def visit(page: Page, live_server):
    """Open a page of the quizzes as somebody who is signed in."""

    def go(person, path: str = "") -> Page:
        sign_in(page.context, live_server, person.user)
        page.goto(f"{live_server.url}/courses/ml-f20/quizzes/{path}")
        return page

    return go


def attempt_path(attempt: Attempt) -> str:
    return f"quiz-1/attempts/{attempt.pk}/"


def state(page: Page):
    return expect(page.locator("[data-saved]"))


def saved(page: Page, seconds: int = 5) -> None:
    state(page).to_have_text("All answers are saved", timeout=1000 * seconds)


def stored() -> dict[str, object]:
    return dict(Answer.objects.values_list("question", "value"))


def test_a_timed_quiz_is_taken_though_the_connection_drops(visit, course, alice):
    open_quiz(course, time_limit_min=20)
    page = visit(alice, "quiz-1/")

    page.get_by_role("link", name="Start…").click()
    page.get_by_role("button", name="Start").click()
    expect(page.locator("[data-time-left]")).to_have_text(
        re.compile(r"^(20:00|19:5\d)$")
    )
    page.get_by_label("Paris").check()
    saved(page)
    page.context.set_offline(True)
    page.get_by_label("Your answer, a number").fill("3.14")
    page.get_by_label("True").check()
    state(page).to_contain_text("2 not saved yet")
    assert stored() == {"capital": 1}
    page.context.set_offline(False)
    saved(page)

    assert stored() == {"capital": 1, "pi": "3.14", "sky": True}
    page.get_by_role("button", name="Hand in…").click()
    expect(page.get_by_text("2 of 5 questions have no answer")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Paris")).to_be_checked()
    page.get_by_role("button", name="Hand in…").click()
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Attempt 1")
    assert Attempt.objects.get(received_at__isnull=False).correct == 3


def test_a_page_that_closes_without_connection_loses_nothing(visit, course, alice):
    attempt = start(open_quiz(course), alice, clock.now())
    page = visit(alice, attempt_path(attempt))
    page.context.set_offline(True)
    page.get_by_label("Your answer", exact=True).fill("Jane Austen")
    state(page).to_contain_text("1 not saved yet")
    again = page.context.new_page()
    page.close(run_before_unload=False)
    page.context.set_offline(False)

    again.goto(page.url)

    saved(again)
    expect(again.get_by_label("Your answer", exact=True)).to_have_value("Jane Austen")
    assert stored() == {"author": "Jane Austen"}


def test_what_the_server_stored_unheard_is_taken_back(visit, course, alice):
    attempt = start(open_quiz(course), alice, clock.now())
    page = visit(alice, attempt_path(attempt))
    # The server gets every request, the page none of its answers.
    page.route("**/answers/", lambda route: (route.fetch(), route.abort()))
    field = page.get_by_label("Your answer", exact=True)
    field.fill("Jane")
    state(page).to_contain_text("1 not saved yet")
    assert stored() == {"author": "Jane"}

    page.unroute("**/answers/")
    field.fill("")

    saved(page, seconds=10)
    assert stored() == {"author": None}


def test_what_was_typed_last_is_sent_when_the_page_goes(visit, course, alice):
    attempt = start(open_quiz(course), alice, clock.now())
    page = visit(alice, attempt_path(attempt))

    page.get_by_label("Your answer", exact=True).fill("Jane Austen")
    visit(alice)
    visit(alice, f"{attempt_path(attempt)}hand-in/")

    expect(page.get_by_text("4 of 5 questions have no answer")).to_be_visible()
    assert stored() == {"author": "Jane Austen"}


def test_a_second_tab_overwrites_nothing(visit, course, alice):
    attempt = start(open_quiz(course), alice, clock.now())
    page = visit(alice, attempt_path(attempt))
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Nice").check()
    saved(other)

    page.get_by_label("Paris").check()

    told = page.get_by_role("alert").filter(has_text="in another tab")
    expect(told.get_by_label("Nice")).to_be_checked()
    assert stored() == {"capital": 2}
    page.get_by_role("button", name="Hand in…").click()
    state(page).to_contain_text("Not every answer is saved yet")
    told.get_by_role("button", name="Keep my answer").click()
    saved(page)
    assert stored() == {"capital": 1}
    other.get_by_label("Lyon").check()
    other.get_by_role("button", name="Take the one saved there").click()
    expect(other.get_by_label("Paris")).to_be_checked()
    assert stored() == {"capital": 1}


def test_an_attempt_hands_itself_in_when_its_time_is_over(visit, course, alice):
    attempt = start(open_quiz(course, time_limit_min=0.12), alice, clock.now())
    page = visit(alice, attempt_path(attempt))
    # The device's clock is an hour off.
    page.add_init_script("const real = Date.now; Date.now = () => real() + 36e5;")
    page.reload()
    page.get_by_label("Paris").check()

    expect(page.get_by_text("Handed in by itself")).to_be_visible()

    assert stored() == {"capital": 1}
    assert page.locator("[data-quiz]").count() == 0


def test_who_is_signed_out_signs_in_again_and_loses_nothing(visit, course, alice):
    attempt = start(open_quiz(course), alice, clock.now())
    page = visit(alice, attempt_path(attempt))
    cookies = page.context.cookies()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_label("Paris").check()
    state(page).to_contain_text("Not saved: you are signed out")
    assert stored() == {}

    page.context.add_cookies(cookies)

    saved(page, seconds=10)
    assert stored() == {"capital": 1}


def test_without_scripts_a_page_is_saved_and_handed_in(
    browser, live_server, course, alice
):
    attempt = start(open_quiz(course), alice, clock.now())
    context = browser.new_context(java_script_enabled=False)
    sign_in(context, live_server, alice.user)
    page = context.new_page()
    page.goto(f"{live_server.url}/courses/ml-f20/quizzes/{attempt_path(attempt)}")
    page.get_by_label("Paris").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your answers are saved.")).to_be_visible()
    page.get_by_role("button", name="Hand in…").click()
    page.get_by_role("button", name="Hand in").click()

    expect(page.get_by_text("What was handed in")).to_be_visible()
    assert stored() == {"capital": 1}
    context.close()


def test_every_page_is_accessible_and_keeps_the_policy(visit, page, course, alice):
    heard = listen(page)
    questions = [*QUESTIONS, ORDERING, MATCHING]
    quiz = open_quiz(
        course, questions=questions, time_limit_min=30, reveal="at_once", shuffle=True
    )
    told = problems(visit(alice)) + problems(visit(alice, "quiz-1/"))
    attempt = start(quiz, alice, clock.now())
    told += problems(visit(alice, attempt_path(attempt)))
    Attempt.objects.update(received_at=clock.now())
    told += problems(visit(alice, attempt_path(attempt)))

    assert told + heard == []
