"""A TA imports scores in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import listen, problems, sign_in
from tests.scores.loading import scores

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def as_bob(page: Page, live_server, bob) -> Page:
    sign_in(page.context, live_server, bob.user)
    return page


STRANGER = (
    "Name,SID,Email,Total Score,Max Points,Status,Submission Time,Lateness (H:M:S)\n"
    "Alice Ash,,alice@example.edu,41.5,60.0,Graded,,\n"
    "Zoe Zed,,zoe@else.edu,12.0,60.0,Graded,,\n"
)


def choose(page: Page, folder: Path, text: str) -> None:
    file = folder / "exam.csv"
    file.write_text(text)
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Show what changes").click()


def choose_again(page: Page) -> None:
    page.get_by_role("link", name="Choose another file").click()


def test_from_the_class_to_a_file_its_problems_its_changes_and_back(
    as_bob: Page, live_server, exam, tmp_path
):
    page, heard = as_bob, listen(as_bob)
    page.goto(f"{live_server.url}/courses/ml-f20/grades/")
    page.get_by_role("link", name="Import scores").click()
    expect(page.locator("input[type=file]")).to_be_visible()
    told = problems(page)

    choose(page, tmp_path, "login,score\nalice,61\n")
    expect(page.get_by_text("line 2, column score: 61 is more than 60")).to_be_visible()
    told += problems(page)

    choose(page, tmp_path, "login,score\nalice,41.5\ncarol,12\n")
    expect(page.get_by_role("row", name="Alice Ash alice")).to_contain_text("41.5")
    told += problems(page)

    choose_again(page)
    choose(page, tmp_path, STRANGER)
    page.get_by_label("Login of Zoe Zed, line 3").fill("carol")
    page.get_by_role("button", name="Take these logins").click()
    expect(page.get_by_role("row", name="Carol Cole carol")).to_contain_text("12")
    page.get_by_role("button", name="Added").click()
    told += problems(page)

    page.get_by_role("button", name="Apply 2 changes").click()
    expect(page.get_by_role("status")).to_contain_text("Scores of exam-1: 2 added")

    assert scores(exam) == {"alice": 41.5, "carol": 12}
    assert told + heard == []
