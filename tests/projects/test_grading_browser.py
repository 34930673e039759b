"""The sixty points are filled in a real browser, by two graders, and read by a student."""

import pytest
from playwright.sync_api import Page, expect

from courseops.models import Enrollment
from projects.models import GradingDuty
from tests.browsing import listen, problems, sign_in
from tests.factories import EnrollmentFactory
from tests.projects.graded import AT, SIXTY, sixty_points, work_of
from tests.projects.handed_in import hand_in
from tests.projects.pages import url

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def visit(page: Page, live_server):
    """Open a page of the project as somebody who is signed in."""

    def go(person: Enrollment, name: str, *more: object) -> Page:
        sign_in(page.context, live_server, person.user)
        page.goto(f"{live_server.url}{url(name, *more, component='project')}")
        return page

    return go


def test_two_fill_the_rubric_wide_and_on_a_phone_and_the_student_reads_it(
    course, alice, bob, ina, page: Page, visit
) -> None:
    report = sixty_points(course)
    hand_in(report, alice)
    tom = EnrollmentFactory(course=course, user__login="tom", role="ta")
    for one in (bob, tom):
        GradingDuty.objects.create(
            component=report, enrollment=alice, grader=one, assigned_at=AT
        )
    heard = listen(page)
    total = page.locator("[data-total]")

    page.set_viewport_size({"width": 1280, "height": 900})
    visit(bob, "grade_work", "alice")
    assert not problems(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    # By the keyboard alone: points, comment, points, comment.
    page.get_by_label("Points for Introduction: objectives").focus()
    for points in SIXTY:
        page.keyboard.type(str(points))
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
    expect(total).to_have_text("60")
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_text("Finished: Alice Ash, 60 of 60.")).to_be_visible()

    page.set_viewport_size({"width": 390, "height": 844})
    visit(tom, "grade_work", "alice")
    expect(page.get_by_text("shown once your own grading is finished")).to_be_visible()
    fields = page.locator("[data-points]")
    for at, points in enumerate(("0,5", *SIXTY[1:])):
        fields.nth(at).fill(str(points))
    expect(total).to_have_text("55.5")
    fields.nth(3).fill("11")
    expect(fields.nth(3)).to_have_attribute("aria-invalid", "true")
    fields.nth(3).fill("5")
    page.get_by_label("Comment on Relation to Deep Learning").fill("No loss function")
    expect(total).to_have_text("50.5")
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_text("4.5 apart")).to_be_visible()
    assert not problems(page)
    assert work_of(report, "alice").points == 55.25

    visit(ina, "grading")
    expect(page.get_by_role("cell", name="Graders differ")).to_be_visible()
    assert not problems(page)
    page.get_by_role("link", name="Show grades").click()
    page.get_by_role("button", name="Show the grades").click()
    visit(alice, "work")
    expect(page.get_by_text("No loss function")).to_be_visible()
    expect(page.get_by_text("55.25 of 60 points")).to_be_visible()
    assert not problems(page)
    assert heard == []
