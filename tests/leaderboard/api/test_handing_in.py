"""Submitting, following and comparing by API."""

import hashlib
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.test import Client

from leaderboard.models import Submission
from tests.factories import (
    ScoreFactory,
    SubmissionFactory,
)

NOON = datetime(2020, 9, 20, 16, tzinfo=UTC)
GOOD = b"id,label\n1,0\n2,1\n"
HERE = "/api/v1/courses/ml-f20/competitions/hw1p2/"
LIST = f"{HERE}submissions/"


def _file(content: bytes = GOOD, name: str = "predictions.csv") -> BytesIO:
    file = BytesIO(content)
    file.name = name
    return file


# --- Handing in --------------------------------------------------------------------


def test_upload_is_answered_with_a_receipt(as_alice):
    answer = as_alice.post(LIST, {"file": _file(), "note": "first"})

    assert answer.status_code == 201
    receipt = answer.json()
    kept = Submission.objects.get()
    assert receipt["id"] == kept.pk
    assert receipt["state"] == "queued"
    assert receipt["received_at"] == "2020-09-20T12:00:00-04:00"
    assert receipt["time_zone"] == "America/New_York"
    assert receipt["sha256"] == hashlib.sha256(GOOD).hexdigest()
    assert receipt["size"] == len(GOOD)
    assert receipt["note"] == "first"
    assert receipt["url"] == f"http://testserver{LIST}{kept.pk}/"
    assert answer.headers["Location"] == receipt["url"]
    assert receipt["poll_after"] == 1


def test_wrong_header_is_answered_with_the_reasons_and_the_kept_submission(as_alice):
    answer = as_alice.post(LIST, {"file": _file(b"id,prediction\n1,0\n")})

    assert answer.status_code == 422
    body = answer.json()
    assert body["code"] == "refused_file"
    assert body["reasons"][0]["line"] == 1
    assert "label" in body["reasons"][0]["message"]
    assert body["submission"]["id"] == Submission.objects.get().pk
    assert body["submission"]["state"] == "refused"


def test_reached_limit_is_answered_with_when_to_come_back(as_alice, competition):
    competition.limits = {"daily": 1}
    competition.save()
    as_alice.post(LIST, {"file": _file()})

    answer = as_alice.post(LIST, {"file": _file()})

    assert answer.status_code == 429
    assert answer.json() == {
        "code": "daily_limit",
        "message": "You have reached the limit of 1 submission a day; it resets on"
        " 21 Sep 2020, 00:00 EDT.",
        "reasons": [],
        "retry_at": "2020-09-21T00:00:00-04:00",
    }
    assert answer.headers["Retry-After"] == str(12 * 3600)


def test_competition_that_is_not_open_is_answered_as_a_conflict(as_alice, competition):
    competition.solutions.all().delete()

    answer = as_alice.post(LIST, {"file": _file()})

    assert answer.status_code == 409
    assert answer.json()["code"] == "no_solution"


def test_file_too_large_is_answered_as_such(as_alice, competition):
    competition.max_mb = 0.001
    competition.save()

    answer = as_alice.post(LIST, {"file": _file(b"x" * 2000)})

    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"


def test_unwritable_disk_is_answered_as_the_servers_fault(as_alice, settings):
    settings.MEDIA_ROOT.parent.mkdir(parents=True, exist_ok=True)
    settings.MEDIA_ROOT.write_text("a file where the folder should be")

    answer = as_alice.post(LIST, {"file": _file()})

    assert answer.status_code == 507
    assert answer.json()["code"] == "storage"
    assert not Submission.objects.exists()


def test_form_without_a_file_is_refused(as_alice):
    answer = as_alice.post(LIST, {"note": "no file"})

    assert answer.status_code == 400
    assert answer.json()["code"] == "no_file"


def test_body_that_is_no_form_is_refused(as_alice):
    answer = as_alice.post(LIST, {"file": "x"}, content_type="application/json")

    assert answer.status_code == 415
    assert answer.json()["code"] == "unsupported_media_type"


def test_student_who_dropped_may_look_but_not_hand_in(as_alice, alice):
    alice.status = "dropped"
    alice.save()

    assert as_alice.get(LIST).status_code == 200
    assert as_alice.post(LIST, {"file": _file()}).status_code == 403


class _Body(BytesIO):
    """A request's body that counts how often it is read."""

    reads = 0

    def read(self, size=-1):
        self.reads += 1
        return super().read(size)


def _post(client: Client, body: _Body):
    return client.generic(
        "POST",
        LIST,
        content_type="multipart/form-data; boundary=x",
        **{"wsgi.input": body, "CONTENT_LENGTH": "1000000"},
    )


def test_right_is_checked_before_the_body_is_read(competition, charlie, client_of):
    body = _Body(b"x" * 1_000_000)

    answer = _post(client_of(charlie), body)

    assert answer.status_code == 404
    assert body.reads == 0


# --- A signed-in browser -----------------------------------------------------------------


@pytest.fixture
def signed_in(alice, competition) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(
        alice.user, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def test_browser_reads_without_the_csrf_header(signed_in):
    assert signed_in.get(LIST).status_code == 200


def test_browser_without_the_csrf_header_is_refused_unread(signed_in):
    body = _Body(b"x" * 1_000_000)

    answer = _post(signed_in, body)

    assert answer.status_code == 403
    assert "CSRF" in answer.json()["message"]
    assert body.reads == 0


def test_browser_with_the_csrf_header_hands_in(signed_in):
    signed_in.cookies["csrftoken"] = "t" * 32

    answer = signed_in.post(LIST, {"file": _file()}, headers={"X-CSRFToken": "t" * 32})

    assert answer.status_code == 201


# --- Following ------------------------------------------------------------------------------


def test_students_see_the_public_score_and_no_other(as_alice, alice, competition):
    scored = ScoreFactory(
        submission__competition=competition, submission__enrollment=alice
    ).submission

    for answer in (as_alice.get(f"{LIST}{scored.pk}/"), as_alice.get(LIST)):
        shown = answer.json().get("results", [answer.json()])[0]
        assert shown["score"] == 0.5
        assert shown["scores"] is None
        assert b"0.25" not in answer.content


def test_staff_see_all_scores_of_everybody(as_bob, alice, competition):
    scored = ScoreFactory(
        submission__competition=competition, submission__enrollment=alice
    ).submission

    for answer in (as_bob.get(f"{LIST}{scored.pk}/"), as_bob.get(LIST)):
        shown = answer.json().get("results", [answer.json()])[0]
        assert shown["login"] == "alice"
        assert shown["scores"] == {"public": 0.5, "private": 0.25, "all": 0.375}


def test_settled_submission_needs_no_polling(as_alice, alice, competition):
    settled = SubmissionFactory(
        competition=competition,
        enrollment=alice,
        state="refused",
        reasons=[{"kind": "header", "message": "No.", "line": 1, "column": None}],
    )

    shown = as_alice.get(f"{LIST}{settled.pk}/").json()

    assert shown["poll_after"] is None
    assert shown["reasons"] == settled.reasons


def test_a_queued_submission_tells_how_many_come_before(as_alice, alice, competition):
    SubmissionFactory(competition=competition)
    mine = SubmissionFactory(competition=competition, enrollment=alice, turn=1)

    shown = as_alice.get(f"{LIST}{mine.pk}/").json()

    assert shown["expected"] == {"ahead": 1, "seconds": None}


def test_anothers_submission_is_as_if_it_were_not(as_alice, competition):
    other = SubmissionFactory(competition=competition)

    for path in ("", "file/"):
        answer = as_alice.get(f"{LIST}{other.pk}/{path}")
        assert answer.status_code == 404
        assert answer.json()["code"] == "not_found"
    assert as_alice.post(f"{LIST}{other.pk}/cancel/").status_code == 404


def test_students_list_only_their_own(as_alice, alice, competition):
    own = SubmissionFactory(competition=competition, enrollment=alice)
    SubmissionFactory(competition=competition)

    listed = as_alice.get(LIST).json()

    assert [row["id"] for row in listed["results"]] == [own.pk]


def test_staff_choose_by_student_and_state(as_bob, alice, competition):
    wanted = SubmissionFactory(
        competition=competition, enrollment=alice, state="failed"
    )
    SubmissionFactory(competition=competition, enrollment=alice)
    SubmissionFactory(competition=competition, state="failed")

    listed = as_bob.get(LIST, {"student": "alice", "state": "failed"}).json()

    assert [row["id"] for row in listed["results"]] == [wanted.pk]


def test_state_that_is_none_is_named(as_alice):
    answer = as_alice.get(LIST, {"state": "lost"})

    assert answer.status_code == 400
    assert answer.json()["reasons"][0]["column"] == "state"


def test_list_comes_in_pages_with_a_fixed_number_of_queries(
    as_alice, alice, competition, django_assert_num_queries
):
    for _ in range(60):
        SubmissionFactory(competition=competition, enrollment=alice)

    # Two for the token, then course, place, competition, team, count and page.
    with django_assert_num_queries(8):
        listed = as_alice.get(LIST, {"limit": 40}).json()

    assert listed["count"] == 60
    assert len(listed["results"]) == 40
    assert "offset=40" in listed["next"]


def test_staff_list_has_a_fixed_number_of_queries(
    as_bob, competition, django_assert_num_queries
):
    for number in range(5):
        ScoreFactory(
            submission__competition=competition,
            solution=competition.solutions.get(),
            submission__enrollment__user__login=f"student{number}",
        )

    with django_assert_num_queries(7):
        listed = as_bob.get(LIST).json()

    assert len(listed["results"]) == 5


def test_own_file_comes_back_as_it_was(as_alice):
    receipt = as_alice.post(LIST, {"file": _file(name="été.csv")}).json()

    answer = as_alice.get(receipt["file_url"])

    assert b"".join(answer.streaming_content) == GOOD
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_own_queued_submission_can_be_cancelled(as_alice):
    receipt = as_alice.post(LIST, {"file": _file()}).json()

    answer = as_alice.post(f"{receipt['url']}cancel/")

    assert answer.status_code == 200
    assert answer.json()["state"] == "cancelled"


def test_scored_submission_cannot_be_cancelled(as_alice, alice, competition):
    scored = SubmissionFactory(
        competition=competition, enrollment=alice, state="scored"
    )

    answer = as_alice.post(f"{LIST}{scored.pk}/cancel/")

    assert answer.status_code == 409
    assert answer.json()["code"] == "not_queued"


def test_staff_cannot_cancel_for_a_student(as_bob, alice, competition):
    queued = SubmissionFactory(competition=competition, enrollment=alice)

    assert as_bob.post(f"{LIST}{queued.pk}/cancel/").status_code == 403
