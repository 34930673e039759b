"""Staff and a student of one course in a browser, from an extension to its mark."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from courseops import clock
from courseops.models import Component, Extension, Result, User
from tests.browsing import listen, problems, sign_in
from tests.factories import ComponentFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COURSE = "/courses/ml-f20/"
DAY = timedelta(days=1)
HOSTILE = """<img src=x onerror="document.title='run'"> 'quoted' "twice" """


@pytest.fixture
def layers(course, alice) -> Component:
    """Alice has 8 of 10 parts, a day late, where nothing late counts."""
    at = clock.now()
    layers = ComponentFactory(
        course=course,
        slug="hw1p1",
        title="Layers",
        kind="parts",
        cutoffs=None,
        details={"parts": 10},
        released=at - 9 * DAY,
        on_time=at - 2 * DAY,
        late_policy={"kind": "refuse"},
    )
    Result.objects.create(
        component=layers, enrollment=alice, score=8.0, received_at=at - DAY
    )
    return layers


@pytest.fixture
def visit(page: Page, live_server):
    """Open an address of the course as somebody who is signed in."""

    def go(user: User, path: str) -> Page:
        sign_in(page.context, live_server, user)
        page.goto(f"{live_server.url}{COURSE}{path}")
        return page

    return go


def extend(page: Page, *, days: int, reason: str) -> None:
    page.get_by_role("link", name="Extend").click()
    page.get_by_label("Days", exact=True).fill(str(days))
    page.get_by_label("Reason").fill(reason)
    page.get_by_role("button", name="Show what it leads to").click()
    page.get_by_role("button", name="Grant").click()


def test_an_extension_and_an_override_reach_the_grid_and_the_student(
    visit, layers, alice, bob
):
    page = visit(bob.user, "grades/components/hw1p1/?student=alice")
    heard = listen(page)
    expect(page.locator("main")).to_contain_text("Missing")

    extend(page, days=2, reason="ill")
    expect(page.get_by_text("Extended Layers: alice.")).to_be_visible()
    page.get_by_role("navigation", name="Course").get_by_text(
        "Grades", exact=True
    ).click()
    mark = page.locator("[data-grid] tbody td", has_text="80.00").last
    expect(mark).to_be_visible()
    told = problems(page)

    mark.focus()
    page.keyboard.type("85")
    dialog = page.get_by_role("dialog")
    dialog.locator("[name=reason]").first.fill("A part was graded wrongly")
    dialog.get_by_role("button", name="Override").click()
    expect(page.locator("[data-grid]")).to_contain_text("85.00*")

    visit(alice.user, "grades/components/hw1p1/")
    derivation = page.locator("main")
    expect(derivation).to_contain_text("85.00")
    expect(derivation).to_contain_text("100 × 8 / 10 = 80")
    expect(derivation).to_contain_text("Staff set this mark: it is 85, not 80.")
    expect(derivation).not_to_contain_text("graded wrongly")
    told += problems(page)
    assert told + heard == []


def test_names_and_reasons_are_shown_as_they_were_written(visit, layers, alice, bob):
    alice.user.name = HOSTILE
    alice.user.save()
    page = visit(bob.user, "grades/components/hw1p1/?student=alice")
    heard = listen(page)
    extend(page, days=2, reason=HOSTILE)

    for path in ("extensions/", "changes/", "grades/", "grades/alice/override/"):
        page = visit(bob.user, path)
        expect(page.locator("main")).to_contain_text("<img src=x")
        assert page.locator("img").count() == 0

    assert Extension.objects.get().reason == HOSTILE.strip()
    assert page.title() != "run"
    assert heard == []


def test_a_page_of_tools_marks_where_in_the_course_it_belongs(visit, layers, ina):
    belongs = {"scores/": "Grades", "extensions/new/": "Extensions"}

    marked = {
        path: visit(ina.user, path).locator(".course-nav [aria-current]").inner_text()
        for path in belongs
    }

    assert marked == belongs
