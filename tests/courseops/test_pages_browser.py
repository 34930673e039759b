"""The pages outside the apps in a real browser."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from courseops import clock
from courseops.models import Announcement, ScheduleEntry, User
from courseops.services import create_token
from tests.browsing import listen, problems, sign_in
from tests.factories import ComponentFactory, EnrollmentFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DAY = timedelta(days=1)
COURSE = "/courses/ml-f20/"
ROSTER = "/courses/ml-f20/roster/"
STRANGERS_PAGES = (
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/inactive/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/1-none/",
    "/nothing/",
)
STUDENTS_PAGES = (
    COURSE,
    "/courses/ml-f20/components/quiz-1/",
    "/courses/ml-f20/components/report/",
    "/accounts/tokens/",
    "/accounts/password/change/",
    "/accounts/logout/",
    ROSTER,
)
STAFFS_PAGES = ("/", COURSE, ROSTER, f"{ROSTER}?search=nobody-of-this-name")


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.DEMO = True


@pytest.fixture
def full_course(course, alice, bob):
    at = clock.now()
    dates = {"released": at - DAY, "on_time": at + DAY, "cutoffs": None}
    ComponentFactory(course=course, slug="quiz-1", title="Quiz 1", kind="quiz", **dates)
    report = ComponentFactory(
        course=course,
        slug="report",
        title="Report",
        kind="rubric",
        early=at + DAY,
        late=at + 9 * DAY,
        late_policy={"kind": "slack_or_late"},
        details={
            "criteria": [{"title": "Goal", "points": 5, "hints": ["be brief"]}],
            "files": {"accept": ["pdf"], "required": ["pdf"]},
        },
        **dates | {"on_time": at + 5 * DAY},
    )
    Announcement.objects.create(
        course=course,
        slug="a",
        position=0,
        title="Homework 1 is out",
        text="Start early.",
        component=report,
        links=[{"title": "Write-up", "url": "https://example.edu/hw1.pdf"}],
    )
    ScheduleEntry.objects.create(
        course=course,
        slug="lec-1",
        position=0,
        kind="lecture",
        number="1",
        date=(at + DAY).date(),
        title="Networks",
        details={"topics": ["perceptrons", {"topic": "backpropagation"}]},
    )
    EnrollmentFactory(course=course, user__login="emil", status="dropped")
    create_token(user=alice.user, name="laptop", days=30, at=at)
    return course


@pytest.mark.parametrize(
    ("login", "paths"),
    [
        (None, STRANGERS_PAGES),
        ("alice", STUDENTS_PAGES),
        ("bob", STAFFS_PAGES),
        ("root", ("/",)),
    ],
)
def test_every_page_is_accessible_and_keeps_the_policy(
    page: Page, live_server, full_course, login, paths
):
    UserFactory(login="root", name="Site Staff", is_staff=True)
    heard = listen(page)
    if login:
        sign_in(page.context, live_server, User.objects.get(login=login))

    told = []
    for path in paths:
        page.goto(live_server.url + path)
        told += problems(page)

    assert told + heard == []


def test_somebody_signs_in_by_the_form(page: Page, live_server, alice):
    page.goto(live_server.url + COURSE)
    page.get_by_label("E-mail").fill("alice@example.edu")
    page.get_by_label("Password", exact=True).fill("secret-of-the-test")
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page).to_have_url(live_server.url + COURSE)
    expect(page.get_by_role("heading", level=1)).to_have_text("Machine Learning")


def test_one_click_signs_in_to_the_demo(page: Page, live_server, alice):
    demo_alice = UserFactory(
        login="demo-alice", email="alice@demo.courseops.example", password="demo"
    )
    EnrollmentFactory(course=alice.course, user=demo_alice)
    page.goto(live_server.url + "/accounts/login/")
    page.get_by_role("button", name=re.compile("Alice Adeyemi")).click()

    expect(page).to_have_url(live_server.url + COURSE)


def test_the_scheme_one_chose_is_there_before_the_page_is_drawn(
    page: Page, live_server, full_course, alice
):
    page.emulate_media(color_scheme="light")
    sign_in(page.context, live_server, alice.user)
    page.goto(live_server.url + COURSE)
    page.locator("summary", has_text="Alice Ash").click()
    page.get_by_role("button", name="Dark").click()
    page.goto(live_server.url + COURSE, wait_until="commit")

    page.wait_for_selector("body", state="attached")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    expect(page.locator("body")).to_have_css("background-color", "rgb(19, 19, 17)")


def test_the_menu_closes_on_escape_and_gives_the_focus_back(
    page: Page, live_server, full_course, alice
):
    sign_in(page.context, live_server, alice.user)
    page.goto(live_server.url + COURSE)
    menu = page.locator("details[data-menu]")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Escape")

    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()


def test_the_first_stop_of_the_keyboard_skips_to_the_content(
    page: Page, live_server, full_course, alice
):
    sign_in(page.context, live_server, alice.user)
    page.goto(live_server.url + COURSE)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#content")).to_be_focused()


def test_the_countdown_goes_by_the_clock_of_the_server(
    page: Page, live_server, course, alice
):
    due = clock.now() + timedelta(minutes=40)
    ComponentFactory(
        course=course, slug="quiz-1", kind="quiz", on_time=due, cutoffs=None
    )
    page.add_init_script("const real = Date.now; Date.now = () => real() + 36e5;")
    sign_in(page.context, live_server, alice.user)
    page.goto(live_server.url + COURSE)
    left = page.locator("[data-countdown]").first

    expect(left).to_have_text(re.compile(r"^in 39 min \d+ s$"))
    before = left.text_content()
    expect(left).not_to_have_text(before or "")
    local = due.astimezone(course.zone)
    expect(page.locator("time").first).to_contain_text(f"{local:%H:%M %Z}")


def test_the_roster_narrows_while_one_types(page: Page, live_server, full_course, bob):
    sign_in(page.context, live_server, bob.user)
    page.goto(live_server.url + ROSTER)
    page.get_by_label("Search").press_sequentially("ash")

    expect(page.get_by_role("row")).to_have_count(2)
    expect(page).to_have_url(re.compile(r"search=ash"))
    expect(
        page.get_by_role("status").filter(has_text="1 person matches")
    ).to_be_visible()


def test_the_roster_narrows_without_scripts(
    browser: Browser, live_server, full_course, bob
):
    page = browser.new_context(java_script_enabled=False).new_page()
    sign_in(page.context, live_server, bob.user)
    page.goto(live_server.url + ROSTER)
    page.get_by_label("Search").fill("ash")
    page.get_by_role("button", name="Filter").click()

    expect(page.get_by_role("row")).to_have_count(2)
    page.context.close()


def test_a_server_that_cannot_be_reached_is_told(
    page: Page, live_server, full_course, bob
):
    sign_in(page.context, live_server, bob.user)
    page.goto(live_server.url + ROSTER)
    page.route("**/roster/?*", lambda route: route.abort())
    page.get_by_label("Search").press_sequentially("a")

    expect(page.get_by_text("The server cannot be reached")).to_be_visible()
    page.unroute("**/roster/?*")
    page.get_by_role("button", name="Close this message").click()

    expect(page.get_by_text("The server cannot be reached")).to_have_count(0)
