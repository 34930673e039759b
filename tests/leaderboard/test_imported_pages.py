"""Imported scores look like what they are: scores without a file."""

from datetime import UTC, datetime

import pytest

from leaderboard.importing import import_results
from leaderboard.models import Submission
from tests.leaderboard.pages import course_url, page, url

NOW = datetime(2020, 12, 1, tzinfo=UTC)


@pytest.fixture
def imported(course, competition, alice) -> Submission:
    """A score of Alice's that another system calls r17."""
    text = (
        "login,component,received_at,score,submission\n"
        "alice,hw1p2,2020-09-20T12:00:00Z,0.625,r17\n"
    )
    import_results(course=course, data=text.encode(), actor=None, at=NOW)
    return Submission.objects.get()


def test_it_is_in_the_students_list_without_a_download(as_user, imported, alice):
    shown = page(as_user(alice).get(url("competition")))

    assert "r17" in shown
    assert "computed elsewhere" in shown
    assert "0.62500" in shown
    assert url("submission_file", imported.pk) not in shown


def test_its_page_tells_where_it_comes_from(as_user, imported, bob):
    shown = page(as_user(bob).get(url("submission", imported.pk)))

    assert "computed elsewhere and imported; there is no file" in shown
    assert "<dt>Called there</dt><dd>r17</dd>" in shown
    assert "SHA-256" not in shown
    assert "Download file" not in shown
    assert "solution version" not in shown


@pytest.mark.parametrize("prefix", ["", "/api/v1"])
def test_it_has_no_file_to_download(as_user, imported, alice, prefix):
    path = f"{prefix}{url('submission', imported.pk)}file/"

    assert as_user(alice).get(path).status_code == 404


def test_it_is_on_the_leaderboard(as_user, imported, alice):
    board = as_user(alice).get(f"/api/v1{url('leaderboard')}").json()

    (entry,) = board["entries"]
    assert (entry["rank"], entry["score"]) == (1, 0.625)
    assert "0.62500" in page(as_user(alice).get(url("leaderboard")))


def test_the_api_tells_that_it_is_imported(as_user, imported, alice):
    path = f"/api/v1{url('submission', imported.pk)}"

    found = as_user(alice).get(path).json()

    assert (found["is_imported"], found["reference"]) == (True, "r17")
    assert (found["state"], found["score"]) == ("scored", 0.625)
    assert found["file_url"] is None


def test_the_monitor_offers_no_rescoring_of_it(as_user, imported, bob):
    browser = as_user(bob)

    shown = page(browser.get(course_url("monitor")))

    assert "computed elsewhere" in shown
    assert course_url("rescore", imported.pk) not in shown
    browser.post(course_url("rescore", imported.pk))
    imported.refresh_from_db()
    assert imported.state == "scored"
