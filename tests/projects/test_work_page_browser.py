"""A team hands in twice in a browser, wide and on a phone."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from projects.models import HandIn
from tests.browsing import listen, problems, sign_in
from tests.factories import EnrollmentFactory
from tests.projects.handed_in import PDF, team, work
from tests.projects.pages import url

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def picture(page: Page, name: str) -> None:
    folder = os.environ.get("PICTURES")
    if folder:
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_a_team_hands_in_twice(page, live_server, course, alice, bob, tmp_path):
    day, at = timedelta(days=1), datetime.now(UTC).replace(microsecond=0)
    report = work(course, released=at - day, on_time=at + day)
    mate = EnrollmentFactory(course=course, user__name="Mia Moss")
    team(report, "owls", alice, mate)
    for name in ("report.pdf", "appendix.pdf", "wrong.pdf"):
        (tmp_path / name).write_bytes(b"no" if name == "wrong.pdf" else PDF)
    heard = listen(page)

    for width, person in ((1280, alice), (390, mate)):
        page.set_viewport_size({"width": width, "height": 900})
        sign_in(page.context, live_server, person.user)
        page.goto(live_server.url + url("work"))
        page.get_by_label("Files").set_input_files(
            [tmp_path / "report.pdf", tmp_path / "appendix.pdf"]
        )
        page.get_by_label("Links").fill("https://example.org/video")
        page.get_by_label("Note").fill(f"by {person.user.name}")
        picture(page, f"form-{width}")
        page.get_by_role("button", name="Hand in").click()
        expect(page.get_by_text("is handed in, received on")).to_be_visible()
        picture(page, f"handed-in-{width}")

    assert HandIn.objects.count() == 2
    shown = page.locator("#versions")
    expect(shown.get_by_role("heading", name="Version 2")).to_be_visible()
    expect(shown.get_by_text("Counts", exact=True)).to_have_count(1)
    page.get_by_label("Files").set_input_files(tmp_path / "wrong.pdf")
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("alert")).to_contain_text("wrong.pdf is no PDF")
    assert problems(page) == []
    picture(page, "refused-390")
    page.set_viewport_size({"width": 1280, "height": 900})
    picture(page, "refused-1280")
    assert page.get_by_label("Files").evaluate("one => one.files.length") == 1

    sign_in(page.context, live_server, bob.user)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(live_server.url + url("work"))
        picture(page, f"staff-{width}")
    assert problems(page) == []
    with page.expect_download() as got:
        page.get_by_role("link", name="Download all that counts").click()
    assert got.value.suggested_filename == "ml-f20-report.zip"
    assert heard == []


def test_a_cut_connection_is_told_and_the_files_stay_chosen(
    page, live_server, course, alice, tmp_path
):
    at = datetime.now(UTC)
    work(course, released=at - timedelta(days=1), on_time=at + timedelta(days=1))
    (tmp_path / "report.pdf").write_bytes(PDF)
    sign_in(page.context, live_server, alice.user)
    page.goto(live_server.url + url("work"))
    page.route("**/hand-in/", lambda route: route.abort())
    page.get_by_label("Files").set_input_files(tmp_path / "report.pdf")
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("nothing was handed in. Try again.")).to_be_visible()

    page.unroute("**/hand-in/")
    page.get_by_role("button", name="Hand in").click()

    expect(page.get_by_text("Version 1 is handed in")).to_be_visible()
