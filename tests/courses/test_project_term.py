"""A project from its teams to its marks, in a browser, every number worked out by hand.

Four teams of two: ann and ben by invitation, cleo and dan too, the other four at random.
"""

from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from courseops.models import Team
from projects.models import Review
from tests.browsing import listen, sign_in
from tests.courses.project_class import (
    PDF,
    SLUG,
    STUDENTS,
    address,
    does,
    enrolled,
    grades,
    hands_in,
    recorded,
    rubric,
)
from tests.grading import byhand

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Of 5, 5, 5, 10, 5, 10, 5, 5 and 10.
POINTS_OF_ANNS = (5, 4, 5, 8, 5, 9, 4, 5, 8.5)
assert sum(POINTS_OF_ANNS) == 53.5
# What a review gives a team's paper; ann and eve are kinder by one.
REVIEWED = {"ann": 6, "cleo": 7, "eve": 9, "rest": 5}
KIND = ("ann", "eve")
MARK = f"/courses/{SLUG}/grades/components/report/"


def on(month: int, day: int, hour: int = 12) -> datetime:
    return datetime(2021, month, day, hour, tzinfo=ZoneInfo("America/New_York"))


class Term:
    """The class on its way through the term; ``page`` is the browser."""

    def __init__(self, page, live_server, people, folder, time_machine) -> None:
        self.page, self.site, self.folder = page, live_server, folder
        self.people, self.clock = people, time_machine

    def at(self, month: int, day: int, hour: int = 12) -> None:
        self.clock.move_to(on(month, day, hour))

    def opens(self, login: str, path: str) -> Page:
        # What the page before still asks for would be asked by the next person.
        self.page.goto("about:blank")
        sign_in(self.page.context, self.site, self.people[login].user)
        self.page.goto(f"{self.site.url}{path}")
        return self.page

    def presses(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def tells(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()

    def does(self, login: str, name: str, *more: object, **data: object) -> None:
        does(self.people[login], name, *more, **data)

    def mate_of(self, login: str) -> str:
        team = Team.objects.get(places__enrollment=self.people[login])
        both = team.places.values_list("enrollment__user__login", flat=True)
        return next(one for one in both if one != login)

    def named(self, author: str) -> str:
        """Return by whom a team is called here: ann, cleo, eve, else rest."""
        of = {author, self.mate_of(author)}
        return next((one for one in ("ann", "cleo", "eve") if one in of), "rest")


def test_a_project_from_its_teams_to_its_marks(
    page: Page, live_server, tmp_path, settings, time_machine
):
    settings.MEDIA_ROOT = tmp_path / "media"
    time_machine.move_to(on(9, 2))
    term = Term(page, live_server, enrolled(tmp_path), tmp_path, time_machine)
    heard = listen(page)

    teams_form(term)
    reports_come(term)
    graders_grade(term)
    peers_review(term)
    ben_asks_for_a_regrade(term)
    reviewing_is_over(term)
    tia_decides(term)

    check_marks(term, grades())
    assert heard == []


def teams_form(term: Term) -> None:
    """By invitation until 20 September; then the rest is put together."""
    for host, guest in (("ann", "ben"), ("cleo", "dan")):
        page = term.opens(host, address("team"))
        page.get_by_label("Name").fill(f"Team of {host.title()}")
        term.presses("Make the team")
        term.presses("Make a link")
        link = page.get_by_label("Whoever of the course has this link may join")
        path = "/" + link.input_value().split("/", 3)[3]
        term.opens(guest, path)
        term.presses(f"Join team Team of {host.title()}")
        term.tells(f"You are in team “Team of {host.title()}” now.")
    term.at(9, 21)
    term.opens("eve", address("team"))
    term.tells("You were put into Group")
    sizes = [one.places.count() for one in Team.objects.all()]
    assert sizes == [2, 2, 2, 2]


def reports_come(term: Term) -> None:
    """Ann's team hands in twice, the second time a day late: one of ben's free days."""
    rest = next(one for one in STUDENTS if term.named(one) == "rest")
    for login in ("cleo", "eve", rest):
        hands_in(term.folder, login, "2021-09-20T12:00:00Z")
    for login, day in (("ann", 9), ("ben", 11)):
        term.at(10, day)
        page = term.opens(login, address("work"))
        file = {"name": "report.pdf", "mimeType": "application/pdf", "buffer": PDF}
        page.get_by_label("Files").set_input_files(file)
        term.presses("Hand in")
        term.tells("received")
    expect(page.get_by_text("Version 2").first).to_be_visible()


def graders_grade(term: Term) -> None:
    """One grader in the browser; two who differ for cleo's; ben did less than ann."""
    term.at(10, 12)
    page = term.opens("tia", address("grade_work", "ann"))
    for criterion, points in zip(rubric(), POINTS_OF_ANNS, strict=True):
        page.locator(f"#points-{criterion['slug']}").fill(f"{points:g}")
    expect(page.locator("[data-total]")).to_have_text("53.5")
    page.get_by_role("button", name="Finish", exact=False).first.click()
    term.tells("Finished")

    rest = next(one for one in STUDENTS if term.named(one) == "rest")
    for login in ("tia", "theo"):
        term.does("ina", "change_grader", "cleo", add=login)
    # 40 and 46 of 60 for cleo's, everything for eve's, half of it for the rest's.
    for grader, whose, share in (
        ("tia", "cleo", 40 / 60),
        ("theo", "cleo", 46 / 60),
        ("tia", "eve", 1),
        ("theo", rest, 0.5),
    ):
        given = {
            f"points-{one['slug']}": f"{one['points'] * share!r}" for one in rubric()
        }
        term.does(grader, "grade_work", whose, **given, act="finish")
    page = term.opens("ina", address("adjust_member", "ben"))
    page.get_by_label("Points").fill("-5")
    page.get_by_label("Reason").fill("Wrote one of six sections.")
    term.presses("Adjust")
    term.opens("ina", address("grading"))
    term.tells("6")
    term.opens("ann", address("work"))
    expect(page.get_by_text("53.5")).to_have_count(0)
    term.opens("ina", address("show_grades"))
    term.presses("Show the grades")
    term.opens("ann", address("work"))
    term.tells("53.5")
    recorded()


def peers_review(term: Term) -> None:
    """Everybody reviews three papers, which are all but their own: each gets six."""
    term.at(10, 15)
    page = term.opens("ina", address("draw_reviews", component="paper-review"))
    page.get_by_label("Seed").fill("5")
    term.presses("See what it comes to")
    term.presses("Draw")
    drawn = list(Review.objects.select_related("reviewer__user", "author__user"))
    assert Counter(one.reviewer.user.login for one in drawn) == dict.fromkeys(
        STUDENTS, 3
    )
    assert Counter(term.named(one.author.user.login) for one in drawn) == dict.fromkeys(
        REVIEWED, 6
    )
    for one in drawn:
        reviewer, paper = one.reviewer.user.login, term.named(one.author.user.login)
        assert term.named(reviewer) != paper
        points = REVIEWED[paper] + (reviewer in KIND)
        if (reviewer, one.number) == ("hal", 1):
            page = term.opens("hal", address("review", 1, component="paper-review"))
            told = page.content().lower()
            assert not [name for name in STUDENTS if f"team of {name}" in told]
            page.locator("#points-clear").fill(str(points))
            page.get_by_label("To the authors").fill("Clear where it is short.")
            term.presses("Hand in")
            continue
        term.does(
            reviewer,
            "review",
            one.number,
            component="paper-review",
            **{"points-clear": str(points), "hand-in": "yes"},
        )
    term.opens("ann", address("reviews", component="paper-review"))
    expect(page.get_by_text("Reviews of your paper")).to_have_count(0)


def reviewing_is_over(term: Term) -> None:
    """Authors see what reviews say, and not whose they are."""
    term.at(10, 23)
    recorded()
    page = term.opens("ann", address("reviews", component="paper-review"))
    term.tells("Reviews of your paper")
    text = page.locator("main").inner_text().lower()
    assert not [name for name in STUDENTS if name != "ann" and f" {name} " in text]


def ben_asks_for_a_regrade(term: Term) -> None:
    """Within seven days of when his mark changed last."""
    term.at(10, 18)
    page = term.opens("ben", MARK)
    page.get_by_role("link", name="Ask for a regrade").click()
    page.get_by_label("What should be looked at").fill(
        "I wrote three sections; the history of the repository shows it."
    )
    term.presses("Ask for a regrade")
    term.tells("Your request is open")


def tia_decides(term: Term) -> None:
    """The mark is 85 now, and its history says so."""
    term.at(10, 24)
    page = term.opens("tia", f"/courses/{SLUG}/regrades/")
    page.get_by_role("link", name="Ben, Project report").click()
    term.presses("Take it")
    page.get_by_label("Set the mark").check()
    page.get_by_label("New mark").fill("85")
    page.get_by_label("Reply").fill("Three sections it is.")
    term.presses("Decide")
    term.tells("The request is decided")
    term.opens("ben", MARK)
    history = page.get_by_role("region", name="History")
    expect(history.get_by_text("Regrade: mark changed")).to_be_visible()
    expect(history.get_by_text("Three sections it is.")).to_be_visible()


def check_marks(term: Term, found: dict) -> None:
    """Of each team the report, the review, and 60 and 40 percent of them."""
    expected = {
        "ann": (100 * 53.5 / 60, 100 * (6 + 1 / 6) / 10),
        "cleo": (100 * (40 + 46) / 2 / 60, 100 * (7 + 2 / 6) / 10),
        "eve": (100.0, 100 * (9 + 1 / 6) / 10),
        "rest": (50.0, 100 * (5 + 2 / 6) / 10),
    }
    for login in STUDENTS:
        report, review = expected[term.named(login)]
        if login == "ben":
            assert found["ben"]["steps"]
            report = 85.0
        student = found[login]
        parts = student["components"]
        assert parts["report"]["mark"] == pytest.approx(report, abs=1e-9)
        assert parts["paper-review"]["mark"] == pytest.approx(review, abs=1e-9)
        assert student["total"] == pytest.approx(0.6 * report + 0.4 * review, abs=1e-9)
        for part in parts.values():
            byhand.check_sentences(part["steps"])
            assert byhand.component(part["steps"]) == pytest.approx(part["mark"])
    # 48.5 of 60 without the regrade; one free day of each member of ann's team.
    computed = next(
        step
        for step in found["ben"]["components"]["report"]["steps"]
        if step["rule"] == "override"
    )
    assert computed["in"]["computed"] == pytest.approx(100 * 48.5 / 60, abs=1e-9)
    assert found["ann"]["components"]["report"]["window"] == "slack"
    assert (found["ann"]["slack_left"], found["cleo"]["slack_left"]) == (6, 7)
