"""The competition pages in a real browser: upload, live status, accessibility."""

import io

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from courseops import clock
from leaderboard.models import State, Submission
from leaderboard.scoring import score_submission
from tests.browsing import listen, problems, sign_in
from tests.factories import EnrollmentFactory, SubmissionFactory
from tests.leaderboard.pages import course_url, scored, stand, url

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SOLUTION = "id,label\n1,0\n2,1\n3,1\n4,0\n"
THREE_OF_FOUR = "id,label\n1,0\n2,1\n3,1\n4,1\n"
BROKEN = "id,label\n1,0\n2,one\n3,1\n3,1\n"


@pytest.fixture(autouse=True)
def _no_waiting_for_a_queue(settings, monkeypatch):
    """No broker listens: the test scores what was handed in when it wants to."""
    monkeypatch.setattr("leaderboard.dispatch.wake", lambda: None)
    # The browser's driver runs a loop in the thread in which the test asks the database.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def open_competition(competition, tmp_path):
    """The competition with a solution of four rows."""
    competition.split = None
    competition.save()
    file = tmp_path / "solution.csv"
    file.write_text(SOLUTION)
    call_command("setsolution", "ml-f20", "hw1p2", str(file), stdout=io.StringIO())
    return competition


@pytest.fixture
def complaints(page: Page):
    """What the browser's console complains of; every test must leave it empty."""
    return listen(page, ignoring=())


@pytest.fixture
def visit(page: Page, live_server, client, complaints):
    """Open an address as somebody who is signed in."""

    def go(person, address: str) -> Page:
        sign_in(page.context, live_server, person.user)
        page.goto(live_server.url + address)
        return page

    return go


def drop(page: Page, name: str, content: str) -> None:
    transfer = page.evaluate_handle(
        """([name, text]) => {
            const data = new DataTransfer();
            data.items.add(new File([text], name, { type: "text/csv" }));
            return data;
        }""",
        [name, content],
    )
    for event in ("dragenter", "dragover", "drop"):
        page.dispatch_event("[data-dropzone]", event, {"dataTransfer": transfer})


def score_all() -> None:
    for submission in Submission.objects.filter(state=State.QUEUED):
        score_submission(submission_id=submission.pk, worker="test", now=clock.now)


def test_a_dropped_file_gets_a_receipt_and_then_its_score_without_a_reload(
    visit, open_competition, alice, complaints
):
    page = visit(alice, url("competition"))
    page.evaluate("window.sameDocument = true")

    drop(page, "mine.csv", THREE_OF_FOUR)
    expect(page.locator("[data-dropzone]")).to_contain_text("mine.csv")
    page.get_by_role("button", name="Submit", exact=True).click()

    receipt = page.locator("[data-receipt]")
    submission = _the_only_submission(receipt)
    expect(receipt).to_contain_text(submission.sha256)
    expect(receipt).to_contain_text("Queued")
    expect(page.locator("#quota")).to_contain_text("2 of 3")
    expect(page.locator("#mine")).to_contain_text("mine.csv")

    score_all()

    expect(receipt).to_contain_text("0.75000")
    expect(receipt).to_contain_text("rank 1")
    expect(page.locator("#mine")).to_contain_text("Scored")
    expect(page.locator("#mine svg.wide")).to_be_visible()
    expect(page.locator("#standing")).to_contain_text("0.75000")
    assert page.evaluate("window.sameDocument")
    assert complaints == []


def _the_only_submission(receipt) -> Submission:
    expect(receipt).to_be_visible()
    return Submission.objects.get()


def test_a_broken_file_comes_back_with_lines_and_columns(
    visit, open_competition, alice, complaints
):
    page = visit(alice, url("competition"))

    drop(page, "broken.csv", BROKEN)
    page.get_by_role("button", name="Submit", exact=True).click()
    _the_only_submission(page.locator("[data-receipt]"))
    score_all()

    expect(page.locator("#quota")).to_contain_text("3 of 3")
    reasons = page.locator("#answer .reasons")
    expect(reasons).to_contain_text("Line 3, column label: found one")
    expect(reasons.locator(".excerpt").first).to_contain_text("2,one")
    expect(page.locator("#mine")).to_contain_text("Refused")
    assert complaints == []


def test_a_wrong_header_is_refused_at_once(visit, open_competition, alice, complaints):
    page = visit(alice, url("competition"))

    drop(page, "wrong.csv", "id,prediction\n1,0\n")
    page.get_by_role("button", name="Submit", exact=True).click()

    expect(page.locator("#answer")).to_contain_text("Refused")
    expect(page.locator("#answer")).to_contain_text("column label is missing")
    expect(page.locator("#mine")).to_contain_text("wrong.csv")
    # The browser itself notes the status 422 in its console.
    assert [text for text in complaints if "422" not in text] == []


def test_a_spreadsheet_is_pointed_out_before_it_is_sent(visit, open_competition, alice):
    page = visit(alice, url("competition"))

    drop(page, "predictions.xlsx", "anything")

    expect(page.locator("[data-hint]")).to_contain_text(
        "predictions.xlsx is not a .csv, .csv.gz or .zip file."
    )


def test_a_cut_connection_is_told_and_nothing_is_kept(visit, open_competition, alice):
    page = visit(alice, url("competition"))
    page.route("**/upload/", lambda route: route.abort())

    drop(page, "mine.csv", THREE_OF_FOUR)
    page.get_by_role("button", name="Submit", exact=True).click()

    expect(page.locator("#answer")).to_contain_text("nothing was submitted")
    assert not Submission.objects.exists()


def test_an_expired_session_is_told_at_an_upload(visit, open_competition, alice):
    page = visit(alice, url("competition"))
    page.context.clear_cookies()

    drop(page, "mine.csv", THREE_OF_FOUR)
    page.get_by_role("button", name="Submit", exact=True).click()

    expect(page.locator("#answer")).to_contain_text("you may have been signed out")


def test_the_upload_works_without_scripts(
    browser, live_server, open_competition, alice, client
):
    context = browser.new_context(java_script_enabled=False)
    sign_in(context, live_server, alice.user)
    page = context.new_page()
    page.goto(live_server.url + url("competition"))

    page.set_input_files(
        "input[type=file]",
        {
            "name": "mine.csv",
            "mimeType": "text/csv",
            "buffer": THREE_OF_FOUR.encode(),
        },
    )
    page.get_by_role("button", name="Submit", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Submission")
    expect(page.get_by_role("main")).to_contain_text("Queued")
    context.close()


def test_the_monitor_refreshes_by_itself_and_keeps_its_filter(
    visit, open_competition, alice, bob, complaints
):
    SubmissionFactory(
        competition=open_competition, enrollment=alice, received_at=clock.now()
    )
    page = visit(bob, course_url("monitor"))
    page.get_by_label("Student").fill("alice")
    page.wait_for_url("**student=alice**")
    expect(page.locator("#monitor")).to_contain_text("1 submission")

    Submission.objects.update(state="failed", error="The disk broke.")

    expect(page.locator("#monitor")).to_contain_text("The disk broke.", timeout=8000)
    expect(page.get_by_label("Student")).to_have_value("alice")
    assert complaints == []


def test_my_row_of_the_board_stays_in_sight(visit, competition, alice, course):
    for number in range(40):
        stand(competition, EnrollmentFactory(course=course), 0.5 + number / 100)
    stand(competition, alice, 0.6)
    page = visit(alice, url("leaderboard"))
    me = page.locator("#me th")

    expect(me).to_be_in_viewport()
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    expect(me).to_be_in_viewport()


def test_pages_are_accessible_and_fit(
    visit, competition, alice, bob, course, complaints
):
    submission = _rows_of_every_kind(competition, alice, bob, course)
    visits = [
        (alice, url("competition")),
        (alice, url("submission", submission.pk)),
        (alice, url("leaderboard")),
        (bob, course_url("monitor")),
        (bob, course_url("rescore_chosen")),
    ]

    found = [told for who, address in visits for told in problems(visit(who, address))]

    assert found == []
    assert complaints == []


def _rows_of_every_kind(competition, alice, bob, course) -> Submission:
    """Fill the pages; return a refused submission."""
    for state in sorted({*State.values} - {"scored"}):
        SubmissionFactory(
            competition=competition,
            enrollment=alice,
            state=state,
            received_at=clock.now(),
            error="The disk broke." if state == "failed" else "",
            note="wider network",
        )
    stand(competition, alice, 0.61, submission=scored(competition, alice))
    stand(competition, bob, 0.7)
    stand(competition, EnrollmentFactory(course=course), 0.8)
    refused = Submission.objects.get(state="refused")
    refused.reasons = [{"line": 3, "column": "label", "message": "Found `x`."}]
    refused.save()
    return refused
