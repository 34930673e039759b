"""The real run: a student in a browser, the Titanic's passengers, a live worker."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.stack.courses import COMPETITION, PASSWORD, make_course
from tests.stack.product import PATIENCE_SECONDS, ROOT, Product

TITANIC = ROOT.parent / "shared" / "data" / "titanic"
PATIENCE_MS = PATIENCE_SECONDS * 1000
COURSE = "titanic"
COMPETITION_PATH = f"/courses/{COURSE}/competitions/survivors/"


@pytest.fixture(scope="package")
def titanic(stack: Product) -> Iterator[Product]:
    """A course whose competition asks who survived."""
    if not TITANIC.is_dir():
        message = f"the passengers are not at {TITANIC}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    competition = COMPETITION.format(
        slug="survivors",
        title="Who survived?",
        id_column="PassengerId",
        target="Survived",
    )
    solutions = {"survivors": TITANIC / "solution.csv"}
    make_course(stack, COURSE, competition, solutions=solutions)
    return stack


def sign_in(page: Page, product: Product, login: str) -> None:
    page.goto(product.address)
    page.get_by_label("E-mail").fill(f"{login}@example.edu")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "login" not in url)


def upload(page: Page, product: Product, file: Path) -> None:
    page.goto(product.address + COMPETITION_PATH)
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Submit").click()


def expect_score(page: Page, score: str) -> None:
    """See the receipt turn into *score* while the page stays."""
    page.evaluate("window.sameDocument = true")
    receipt = page.locator("[data-receipt]")
    expect(receipt).to_contain_text("Received", timeout=PATIENCE_MS)
    expect(receipt).to_contain_text("SHA-256")
    expect(receipt).to_contain_text(score, timeout=PATIENCE_MS)
    assert page.evaluate("window.sameDocument") is True


def test_women_survive_scores_076555_and_stands_on_the_leaderboard(
    page: Page, titanic: Product
) -> None:
    sign_in(page, titanic, "ada")

    upload(page, titanic, TITANIC / "gender_submission.csv")
    expect_score(page, "0.76555")

    page.goto(f"{titanic.address}{COMPETITION_PATH}leaderboard/")
    expect(page.locator("tr#me")).to_contain_text("0.76555")
    expect(page.locator("tr#me")).to_contain_text("Ada")


def test_nobody_survives_scores_062201(
    page: Page, titanic: Product, tmp_path: Path
) -> None:
    header, *rows = (TITANIC / "gender_submission.csv").read_text().splitlines()
    zeros = tmp_path / "zeros.csv"
    zeros.write_text(
        "\n".join([header, *(f"{row.split(',')[0]},0" for row in rows)]) + "\n"
    )
    sign_in(page, titanic, "ben")

    upload(page, titanic, zeros)

    expect_score(page, "0.62201")


def test_a_dropped_file_is_scored_as_well(page: Page, titanic: Product) -> None:
    sign_in(page, titanic, "cleo")
    page.goto(titanic.address + COMPETITION_PATH)
    transfer = page.evaluate_handle(
        """text => {
            const data = new DataTransfer();
            data.items.add(new File([text], "dropped.csv", { type: "text/csv" }));
            return data;
        }""",
        (TITANIC / "gender_submission.csv").read_text(),
    )

    for event in ("dragenter", "dragover", "drop"):
        page.dispatch_event("[data-dropzone]", event, {"dataTransfer": transfer})
    page.get_by_role("button", name="Submit").click()

    expect_score(page, "0.76555")


def test_the_mark_follows_the_score(page: Page, titanic: Product) -> None:
    sign_in(page, titanic, "dev")
    upload(page, titanic, TITANIC / "gender_submission.csv")
    expect_score(page, "0.76555")

    page.goto(f"{titanic.address}/courses/{COURSE}/grades/")

    # 320/418 is better than the A cutoff 0.75.
    expect(page.get_by_role("main")).to_contain_text("100.00")
