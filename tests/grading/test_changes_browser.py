"""Grid, record, class change and cutoff studio in a browser: keys, drags, accessibility."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from courseops import audit
from courseops.models import Component
from grading.models import Override
from tests.browsing import listen, problems, sign_in
from tests.factories import ComponentFactory, EnrollmentFactory
from tests.grading.classes import proposed
from tests.grading.instants import IN_TIME

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GRADES = reverse("grading:grades", args=["ml-f20"])
RECORD = reverse("changes:changes", args=["ml-f20"])
STUDIO = reverse("changes:cutoffs", args=["ml-f20", "hw1p2"])


@pytest.fixture
def visit(page, live_server, client, ina):
    """Open an address as the instructor; return what the page complains of."""
    sign_in(page.context, live_server, ina.user)
    heard = listen(page)

    def visit(address):
        page.goto(live_server.url + address)
        return heard

    return visit


@pytest.fixture
def graded(course, alice, hw1p2, hand_in):
    """Alice has 100, Ben 80; a second component is pending."""
    course.letters = {"scale": {"A": 90, "B": 70, "F": 0}}
    course.save()
    hand_in(alice, hw1p2, 0.72)
    ben = EnrollmentFactory(course=course, user__login="ben", user__name="Ben Bay")
    hand_in(ben, hw1p2, 0.66)
    ComponentFactory(
        course=course, slug="exam", title="Exam", kind="points", on_time=None
    )
    return course


def _focused(page):
    return page.evaluate("document.activeElement.textContent.trim()")


def test_the_grid_is_one_stop_and_arrows_move_in_it(page, visit, graded):
    heard = visit(GRADES)
    page.locator('[data-grid] td[tabindex="0"]').focus()

    seen = []
    for key in ("ArrowDown", "End", "ArrowUp", "Home", "Control+End", "Control+Home"):
        page.keyboard.press(key)
        seen.append(_focused(page))

    assert seen[0] == "80.00"
    assert seen[1:3] == ["–", "–"]
    assert seen[3].startswith("Alice Ash")
    assert seen[5] == "Name"
    assert page.locator('[data-grid] [tabindex="0"]').count() == 1
    assert heard == []


def test_space_opens_how_a_mark_came_about(page, visit, graded):
    visit(GRADES)

    page.locator("[data-grid] td", has_text="100.00").last.focus()
    page.keyboard.press(" ")

    expect(page.locator("h1")).to_have_text("Frame classification")


def test_typing_on_a_mark_overrides_it(page, visit, graded, ina):
    heard = visit(GRADES)
    page.locator("[data-grid] tbody tr", has_text="Ben").locator("td").nth(3).focus()

    page.keyboard.type("91")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Ben Bay, Frame classification")
    expect(dialog.locator("[name=value]")).to_have_value("91")
    dialog.locator("[name=reason]").first.fill("A page was missed")
    dialog.get_by_role("button", name="Override").click()

    expect(page.locator("[data-grid]")).to_contain_text("91.00*")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(":focus")).to_have_text("91.00*")
    assert Override.objects.get().actor == ina.user
    assert heard == []


def test_a_line_of_the_studio_can_be_dragged(page, visit, graded):
    heard = visit(STUDIO)
    grip = page.locator('[data-line="A"] rect').bounding_box()
    x, y = grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 20, y, steps=4)
    page.mouse.up()

    expect(page.locator("#studio-effects")).to_contain_text("1 of 2 students change")
    assert float(page.locator("#cutoff-A").input_value()) > 0.72
    assert Component.objects.get(slug="hw1p2").cutoffs["A"] == 0.72
    assert heard == []


def test_a_number_that_is_typed_moves_slider_and_counts(page, visit, graded):
    visit(STUDIO)

    page.locator("#cutoff-B").fill("0.7")

    expect(page.locator("#studio-effects")).to_contain_text("1 of 2 students change")
    assert page.locator('[data-letter="B"] [type=range]').input_value() == "0.7"


def test_the_pages_are_accessible_at_every_size(page, visit, graded, ina):
    audit.record(
        course=graded,
        actor=ina.user,
        verb="override.set",
        target="alice total",
        before={"value": 80},
        after={f"k{n}": n for n in range(12)},
        why="A page was missed",
        at=IN_TIME,
    )
    change = proposed(graded)
    found, heard = [], []
    for address in (
        GRADES,
        RECORD,
        reverse("changes:change", args=["ml-f20", change.pk]),
        reverse("changes:new", args=["ml-f20"]),
        reverse("changes:new", args=["ml-f20"]) + "?action=weights",
        STUDIO,
    ):
        heard = visit(address)
        found += problems(page)

    assert found == []
    assert heard == []
