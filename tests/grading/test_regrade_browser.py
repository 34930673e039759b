"""A regrade request in a real browser: asked on a phone, decided at a desk."""

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import listen, problems, sign_in
from tests.grading.regrades import COURSE, WHY

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("in_october"),
]

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


def test_a_student_asks_a_ta_decides_and_the_history_shows_it(
    page: Page, live_server, layers, alice, bob
):
    heard, mark = listen(page), f"{live_server.url}{COURSE}grades/components/hw1p1/"
    page.set_viewport_size(PHONE)
    sign_in(page.context, live_server, alice.user)
    page.goto(mark)
    page.get_by_role("link", name="Ask for a regrade").click()
    expect(page.get_by_label("What should be looked at")).to_be_visible()
    told = problems(page)
    page.set_viewport_size(PHONE)
    page.get_by_label("What should be looked at").fill(WHY)
    page.get_by_role("button", name="Ask for a regrade").click()
    expect(page.get_by_text("Your request is open")).to_be_visible()
    told += problems(page)
    thread = page.get_by_role("heading", name="Messages").bounding_box()
    derivation = page.get_by_role("heading", name="How it comes about").bounding_box()
    assert thread["y"] < derivation["y"]

    page.set_viewport_size(DESK)
    sign_in(page.context, live_server, bob.user)
    page.goto(f"{live_server.url}{COURSE}regrades/")
    told += problems(page)
    page.set_viewport_size(DESK)
    page.get_by_role("link", name="Alice Ash, Layers").click()
    page.get_by_role("button", name="Take it").click()
    expect(page.get_by_text("The request is assigned to Bob Birch.")).to_be_visible()
    expect(page.get_by_label("New mark")).to_be_hidden()
    page.get_by_label("Enter another result").check()
    page.get_by_label("New result, parts correct").fill("9")
    page.get_by_role("button", name="See the mark first").click()
    expect(page.get_by_text("The mark would be")).to_be_visible()
    told += problems(page)
    page.set_viewport_size(DESK)
    page.get_by_label("Reply").fill("Part 3 was right.\nSorry.")
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("The request is decided")).to_be_visible()

    sign_in(page.context, live_server, alice.user)
    page.goto(mark)
    history = page.get_by_role("region", name="History")
    expect(history.get_by_text("Regrade: mark changed")).to_be_visible()
    expect(history.get_by_text("70 → 90")).to_be_visible()
    expect(history.get_by_text("Part 3 was right.")).to_be_visible()
    told += problems(page)
    assert told + heard == []
