"""The pages of decisions about single students in a real browser."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from courseops import clock
from courseops.models import Component, Extension, SlackCap
from grading.models import Override, Waiver
from tests.browsing import listen, problems, sign_in
from tests.factories import ComponentFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COURSE = "/courses/ml-f20/"
DAY = timedelta(days=1)
STAFFS_PAGES = (
    "extensions/",
    "extensions/?search=nobody",
    "extensions/new/?component=hw1p1&who=alice",
    "grades/alice/override/",
    "grades/alice/override/?target=total",
    "grades/alice/waivers/",
)


@pytest.fixture
def hw1(course, alice, bob) -> Component:
    """A component on which Alice has an extension, an override and a waiver."""
    at = clock.now()
    course.slack = {"days": 5}
    course.save()
    hw1 = ComponentFactory(
        course=course,
        slug="hw1p1",
        title="Layers",
        kind="parts",
        cutoffs=None,
        details={"parts": 10},
        released=at - DAY,
        on_time=at + DAY,
        late=at + 9 * DAY,
        late_policy={"kind": "slack_or_late"},
    )
    kept = {"enrollment": alice, "reason": "ill", "at": at, "actor": bob.user}
    Extension.objects.create(component=hw1, days=2, **kept)
    Override.objects.create(target="total", value=90.0, **kept)
    Waiver.objects.create(target=hw1.assignment.slug, **kept)
    return hw1


def test_the_staff_s_pages_are_accessible_and_keep_the_policy(
    page: Page, live_server, hw1, bob
):
    heard = listen(page)
    sign_in(page.context, live_server, bob.user)

    told = []
    for path in STAFFS_PAGES:
        page.goto(f"{live_server.url}{COURSE}{path}")
        told += problems(page)

    assert told + heard == []


def test_a_student_s_page_with_extension_and_cap_is_accessible(
    page: Page, live_server, hw1, alice
):
    sign_in(page.context, live_server, alice.user)
    page.goto(f"{live_server.url}{COURSE}components/hw1p1/")

    assert problems(page) == []


def test_an_extension_is_shown_and_then_granted_by_keyboard(
    page: Page, live_server, hw1, bob
):
    Extension.objects.all().delete()
    sign_in(page.context, live_server, bob.user)
    page.goto(f"{live_server.url}{COURSE}extensions/new/?component=hw1p1&who=alice")
    page.get_by_label("By days").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("4")
    page.keyboard.press("Tab")
    page.keyboard.type("ill")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What it leads to")).to_be_visible()
    page.get_by_role("button", name="Grant").press("Enter")

    expect(page.get_by_text("Extended Layers: alice.")).to_be_visible()
    assert Extension.objects.get().days == 4


def test_only_the_fields_of_the_chosen_kind_are_shown(
    page: Page, live_server, hw1, bob
):
    sign_in(page.context, live_server, bob.user)
    page.goto(f"{live_server.url}{COURSE}extensions/new/")
    expect(page.get_by_label("Days", exact=True)).to_be_visible()
    page.get_by_label("Until a moment").check()

    expect(page.get_by_label("Days", exact=True)).to_be_hidden()
    expect(page.get_by_label("On time until")).to_be_visible()


def test_a_student_caps_slack_days(page: Page, live_server, hw1, alice):
    sign_in(page.context, live_server, alice.user)
    page.goto(f"{live_server.url}{COURSE}components/hw1p1/")
    page.get_by_label("This may take").select_option("0")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_label("This may take")).to_have_value("0")
    assert SlackCap.objects.get().days == 0
