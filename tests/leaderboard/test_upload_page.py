"""What an upload is answered with, and what a submission's page tells."""

import re
from datetime import timedelta

import pytest

from leaderboard.models import Submission
from tests.factories import SubmissionFactory
from tests.leaderboard.pages import GOOD, now, page, scored, send, url


def test_an_upload_is_answered_with_a_receipt(as_user, competition, alice):
    answer = send(as_user(alice), htmx=True, note="first try")

    submission = Submission.objects.get()
    shown = page(answer)
    assert answer.status_code == 201
    assert answer["X-Upload-Answer"] == "yes"
    assert answer["HX-Trigger"] == "submission-accepted"
    assert submission.sha256 in shown
    assert "17 bytes" in shown
    assert re.search(r"\d\d:\d\d:\d\d E[SD]T", shown)
    assert "Queued" in shown
    assert "2 of 3" in shown
    assert submission.note == "first try"
    assert submission.file.read_bytes() == GOOD


def test_without_scripts_an_upload_leads_to_its_page(as_user, competition, alice):
    answer = send(as_user(alice))

    submission = Submission.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == url("submission", submission.pk)


@pytest.mark.parametrize("htmx", [True, False])
def test_a_wrong_header_is_refused_with_its_reason_and_kept(
    as_user, competition, alice, htmx
):
    answer = send(as_user(alice), b"id,prediction\n1,0\n", htmx=htmx)

    submission = Submission.objects.get()
    assert answer.status_code == 422
    assert submission.state == "refused"
    assert "Refused" in page(answer)
    assert "<code>prediction</code>" in page(answer)
    assert "costs no submission" in page(answer)
    assert "3 of 3" in page(answer)


@pytest.mark.parametrize("htmx", [True, False])
def test_a_reached_limit_is_answered_with_the_moment_it_resets(
    as_user, competition, alice, htmx
):
    browser = as_user(alice)
    for _ in range(3):
        send(browser)

    answer = send(browser, htmx=htmx)

    assert answer.status_code == 429
    assert "limit of 3 submissions a day" in page(answer)
    assert "You can submit again" in page(answer)
    assert Submission.objects.count() == 3


def test_an_oversized_file_is_refused_and_not_kept(as_user, competition, alice):
    competition.max_mb = 0.00001
    competition.save()

    answer = send(as_user(alice), htmx=True)

    assert answer.status_code == 413
    assert "Not submitted" in page(answer)
    assert not Submission.objects.exists()


def test_an_upload_without_a_file_is_answered(as_user, competition, alice):
    answer = as_user(alice).post(url("upload"), {"note": "nothing"})

    assert answer.status_code == 400
    assert "No file arrived" in page(answer)
    assert 'value="nothing"' in page(answer)


def test_an_upload_to_a_closed_competition_says_when_it_opens(
    as_user, competition, alice
):
    competition.component.released = now() + timedelta(days=1)
    competition.component.save()

    answer = send(as_user(alice), htmx=True)

    assert answer.status_code == 409
    assert "opens on" in page(answer)


def test_an_upload_needs_the_forms_token(client, competition, alice):
    client.handler.enforce_csrf_checks = True
    client.force_login(alice.user)

    assert send(client).status_code == 403
    assert not Submission.objects.exists()


def test_staff_may_try_the_competition(as_user, competition, bob):
    assert send(as_user(bob), htmx=True).status_code == 201


def test_reasons_are_listed_with_the_files_own_lines(as_user, competition, alice):
    submission = SubmissionFactory(
        competition=competition,
        enrollment=alice,
        state="refused",
        path="submissions/mine.csv",
        reasons=[
            {"line": 3, "column": "label", "message": "Line 3: found `<b>`."},
            {"line": None, "column": None, "message": "2 ids are missing."},
        ],
    )
    submission.file.parent.mkdir(parents=True)
    submission.file.write_text("id,label\n1,0\n2,<b>\n")

    shown = page(as_user(alice).get(url("submission", submission.pk)))

    assert "Line 3: found <code>&lt;b&gt;</code>." in shown
    assert "2,&lt;b&gt;" in shown
    assert "2 ids are missing." in shown
    assert "<b>" not in shown


def test_my_file_comes_back_as_it_was_and_only_to_be_saved(as_user, competition, alice):
    browser = as_user(alice)
    send(browser, name="my best.csv")

    answer = browser.get(url("submission_file", Submission.objects.get().pk))

    assert b"".join(answer.streaming_content) == GOOD
    assert answer["Content-Disposition"] == 'attachment; filename="my best.csv"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_staff_download_a_students_file(as_user, competition, alice, bob):
    send(as_user(alice))

    answer = as_user(bob).get(url("submission_file", Submission.objects.get().pk))

    assert b"".join(answer.streaming_content) == GOOD


def test_an_open_submission_asks_again_and_answers_only_what_is_new(
    as_user, competition, alice
):
    browser = as_user(alice)
    send(browser)
    submission = Submission.objects.get()
    address = url("submission", submission.pk) + "?live=status"

    first = browser.get(address)
    seen = re.search(r"seen=([\w-]+)", page(first))[1]
    again = browser.get(f"{address}&seen={seen}")
    Submission.objects.update(state="failed", error="The disk broke.")
    settled = browser.get(f"{address}&seen={seen}")

    assert 'hx-trigger="every 1s"' in page(first)
    assert again.status_code == 204
    assert "The disk broke." in page(settled)
    assert "hx-trigger" not in page(settled)
    assert settled["HX-Trigger"] == "submission-settled"


@pytest.mark.parametrize(("waited", "pace"), [(5, 1), (30, 2), (300, 10), (3600, 30)])
def test_a_page_asks_less_often_the_longer_it_waits(
    as_user, competition, alice, waited, pace
):
    submission = SubmissionFactory(
        competition=competition,
        enrollment=alice,
        received_at=now() - timedelta(seconds=waited),
    )

    shown = page(as_user(alice).get(url("submission", submission.pk)))

    assert f'hx-trigger="every {pace}s"' in shown


def test_a_queued_submission_can_be_cancelled_by_its_owner(as_user, competition, alice):
    browser = as_user(alice)
    send(browser)
    submission = Submission.objects.get()

    browser.post(url("cancel", submission.pk))

    submission.refresh_from_db()
    assert submission.state == "cancelled"


def test_a_scored_submission_stays_scored(as_user, competition, alice):
    submission = scored(competition, alice)

    answer = as_user(alice).post(url("cancel", submission.pk), follow=True)

    submission.refresh_from_db()
    assert submission.state == "scored"
    assert "this one is scored" in page(answer)


def test_staff_do_not_cancel_for_a_student(as_user, competition, alice, bob):
    send(as_user(alice))
    submission = Submission.objects.get()

    assert as_user(bob).post(url("cancel", submission.pk)).status_code == 403
