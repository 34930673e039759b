"""Students take part in a real browser: they check in and choose a lecture."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from courseops import clock
from courseops.models import Course, Enrollment, ScheduleEntry
from participation.models import OnCall, Presence, SessionCode
from tests.browsing import listen, problems, sign_in
from tests.factories import ComponentFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def _noon() -> None:
    """A browser has a clock of its own."""


@pytest.fixture
def visit(page: Page, live_server):
    """Open an address of the course as somebody who is signed in."""

    def go(person: Enrollment, path: str) -> Page:
        sign_in(page.context, live_server, person.user)
        page.goto(f"{live_server.url}/courses/ml-f20/{path}")
        return page

    return go


@pytest.fixture
def today(course: Course) -> str:
    """A course with a session today, a lecture tomorrow, and study groups."""
    now = clock.now()
    day = now.astimezone(course.zone).date()
    course.study_groups = {"max": 3}
    course.save()
    ComponentFactory(
        course=course,
        slug="attendance",
        title="Attendance",
        kind="attendance",
        on_time=None,
        cutoffs=None,
        details={"sessions": [day.isoformat()], "allow_missed": 0},
    )
    ComponentFactory(
        course=course,
        slug="on-call",
        title="On call",
        kind="points",
        on_time=None,
        cutoffs=None,
        details={"points": 3, "on_call": {"places": 2}},
    )
    ScheduleEntry.objects.create(
        course=course,
        slug="next",
        kind="lecture",
        position=0,
        date=day + timedelta(days=2),
        title="Transformers",
    )
    return day.isoformat()


def test_a_code_is_shown_entered_and_counted(visit, today, alice, bob):
    page = visit(bob, f"attendance/attendance/{today}/")
    heard = listen(page)
    told = problems(page)
    page.get_by_role("button", name="Make a code").click()
    expect(page.get_by_text("0 of 1 present")).to_be_visible()
    told += problems(page)
    code = SessionCode.objects.get().code

    page = visit(alice, "attendance/")
    page.get_by_label("The code that is shown in class").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("no code of this course")
    told += problems(page)
    page.get_by_label("The code that is shown in class").fill(code.lower())
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("You are in for")

    assert Presence.objects.get().enrollment == alice
    page = visit(bob, f"attendance/attendance/{today}/")
    expect(page.get_by_role("radio", name="Present")).to_be_checked()
    page.get_by_role("radio", name="Present").press("ArrowRight")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Noted 1 student.")
    assert Presence.objects.get().state == "excused"
    assert told + heard == []


def test_a_student_chooses_a_lecture_and_makes_a_group(visit, today, alice):
    page = visit(alice, "on-call/")
    heard = listen(page)
    page.get_by_label("Lecture").select_option("next")
    page.get_by_role("button", name="Choose").click()
    expect(page.get_by_text("You are on call on")).to_be_visible()
    told = problems(page)
    page.get_by_role("link", name="Study groups").click()
    page.get_by_label("Name").fill("Night owls")
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("heading", name="Night owls")).to_be_visible()
    told += problems(page)

    assert OnCall.objects.get().lecture == "next"
    assert told + heard == []
