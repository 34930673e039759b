"""A review is written on a phone; the staff's pages are looked at."""

import pytest
from playwright.sync_api import Page, expect

from courseops import clock
from courseops.models import Course, Enrollment
from projects.models import PaperMark, Review
from projects.reviews.assigning import drawn
from tests.browsing import listen, problems, sign_in
from tests.projects.reviewed import (
    DURING,
    classmates,
    papers_of,
    report,
    reviewing,
    write,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def visit(page: Page, live_server):
    """Open a page of reviewing as somebody who is signed in."""

    def go(person: Enrollment, path: str = "") -> Page:
        sign_in(page.context, live_server, person.user)
        page.goto(f"{live_server.url}/courses/ml-f20/reviews/paper-review/{path}")
        return page

    return go


def _class(course: Course) -> dict[str, Enrollment]:
    component = reviewing(course, on_time=None)
    people = classmates(course)
    papers_of(report(course), people)
    drawn(component, seed=1, everybody=False, actor=None, at=clock.now())
    return people


def test_a_review_is_written_on_a_phone(course, visit, page):
    dean = _class(course)["dean"]
    heard = listen(page)
    page.set_viewport_size({"width": 390, "height": 800})

    visit(dean)
    page.get_by_role("link", name="Paper 2").click()
    page.get_by_label("Points for Clear, 0 to 5").fill("9")
    page.get_by_label("Points for New, 0 to 5").fill("3.5")
    page.get_by_label("Comment on Clear").fill("Figure 2 is small.")
    page.get_by_label("To the staff only").fill("Seen before?")
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("9 is more than 5.")).to_be_visible()
    expect(page.get_by_label("Comment on Clear")).to_have_value("Figure 2 is small.")
    page.get_by_label("Points for Clear, 0 to 5").fill("4")
    expect(page.locator("[data-total]")).to_have_text("7.5")
    assert problems(page) == []
    page.set_viewport_size({"width": 390, "height": 800})
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("Paper 2 is handed in")).to_be_visible()

    assert Review.objects.get(reviewer=dean, number=2).points == 7.5
    assert problems(page) == []
    assert heard == []


def test_the_staff_look_at_all_of_it(course, ina, visit, page):
    people = _class(course)
    for row in Review.objects.all():
        harsh = row.reviewer == people["emil"]
        write(row, 1 if harsh else 4, 1 if harsh else 5, for_staff="Hm.", comment="Ok")
    PaperMark.objects.create(
        component=row.component,
        author=people["anna"],
        points=8,
        reason="One review was unfair.",
        at=DURING,
    )
    heard = listen(page)

    for path in (
        "",
        "?show=papers",
        "outliers/",
        "draw/?seed=3",
        "assign/",
        "conflicts/",
        "of/anna/",
        f"written/{row.pk}/",
    ):
        visit(ina, path)
        assert problems(page) == []
    visit(people["carl"])
    expect(page.get_by_text("set by the staff")).to_be_visible()
    assert problems(page) == []
    assert heard == []
