"""A project's teams in a real browser: formed by the link on phones, the rest grouped."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from courseops.models import Course, Enrollment
from tests.browsing import listen, problems, sign_in
from tests.courseops.teaming.papers import teams
from tests.factories import EnrollmentFactory
from tests.projects.pages import url
from tests.projects.project import FORMED, OPEN, project, students

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def visit(page: Page, live_server):
    """Open an address as somebody who is signed in."""

    def go(person: Enrollment, path: str) -> Page:
        sign_in(page.context, live_server, person.user)
        page.goto(f"{live_server.url}{path}")
        return page

    return go


def test_three_form_a_team_by_the_link_and_the_rest_is_grouped(
    course: Course, page: Page, visit, time_machine
) -> None:
    time_machine.move_to(OPEN)
    project(course)
    people = students(course, "ann", "ben", "cleo", "dan", "eve", "finn")
    ina = EnrollmentFactory(course=course, user__login="ina", role="instructor")
    heard = listen(page)
    page.set_viewport_size({"width": 390, "height": 844})

    visit(people["ann"], url("team"))
    page.get_by_label("Name").fill("Night owls")
    page.get_by_role("button", name="Make the team").click()
    page.get_by_role("button", name="Make a link").click()
    link = page.get_by_label("Whoever of the course has this link may join")
    path = "/" + link.input_value().split("/", 3)[3]
    assert not problems(page)
    page.set_viewport_size({"width": 390, "height": 844})
    for login in ("ben", "cleo"):
        visit(people[login], path)
        page.get_by_role("button", name="Join team Night owls").click()
        expect(page.get_by_text("You are in team “Night owls” now.")).to_be_visible()
    assert teams() == {"Night owls": ["ann", "ben", "cleo"]}

    visit(ina, url("group_teams", component="proposal"))
    expect(page.get_by_text("Group 1")).to_be_visible()
    assert not problems(page)

    time_machine.move_to(FORMED + timedelta(minutes=1))
    visit(people["dan"], url("team"))
    expect(
        page.get_by_text("You were put into Group 1 with Eve and Finn.")
    ).to_be_visible()
    assert not problems(page)
    visit(ina, url("teams", component="proposal"))
    expect(page.get_by_text("Everybody has a team.")).to_be_visible()
    assert not problems(page)
    assert teams()["Group 1"] == ["dan", "eve", "finn"]
    assert not heard
