"""The studio in a browser: handles, no complaints, fit for a phone and for everybody."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browsing import listen, problems, sign_in

STUDIO = reverse("grading:curve_studio", args=["ml-f20"])
PUBLISH = reverse("grading:publish_letters", args=["ml-f20"])

pytestmark = pytest.mark.browser


@pytest.fixture
def studio(live_server, transactional_db, client, lettered, ina, page: Page) -> Page:
    """A browser in which the instructor has the studio open."""
    sign_in(page.context, live_server, ina.user)
    page.goto(f"{live_server.url}{STUDIO}")
    return page


def test_dragging_a_handle_previews_the_curve(studio):
    studio.get_by_label("A: drag").first.fill("0.5")

    expect(studio.locator("#curve-share_0")).to_have_value("0.5")
    expect(studio.locator("#curve-preview")).to_contain_text("B → A")


def test_a_method_shows_what_it_reads(studio):
    studio.get_by_label("Points added").check()

    expect(studio.get_by_label("Mean becomes", exact=True)).to_be_visible()
    expect(studio.locator("#curve-share_0")).to_be_hidden()
    expect(studio.locator("#curve-preview")).to_contain_text("is needed")


def test_what_is_previewed_is_saved_and_published(studio):
    studio.get_by_label("A: drag").first.fill("0.5")
    studio.get_by_label("Reason, for the record").fill("Half of them did well.")

    studio.get_by_role("button", name="Save as the course's curve").click()
    studio.get_by_role("link", name="Publish letters").click()
    studio.get_by_role("button", name="Publish 4 letters").click()

    expect(studio.get_by_text("in force")).to_be_visible()
    expect(studio.get_by_text("A below 0.5")).to_be_visible()


@pytest.mark.parametrize("address", [STUDIO, f"{STUDIO}?method=linear", PUBLISH])
def test_the_pages_have_no_problems(studio, live_server, address):
    heard = listen(studio)

    studio.goto(f"{live_server.url}{address}")

    assert problems(studio) + heard == []
