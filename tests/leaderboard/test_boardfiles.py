"""The leaderboard as files: for spreadsheets, and as Kaggle exports one."""

import csv
import io

import pytest

from courseops.scores import reading
from tests.leaderboard.pages import url
from tests.leaderboard.standing import AT, baseline, hide, stand, student, team


@pytest.fixture
def board(course, competition):
    """A team, somebody with a name for a spreadsheet, staff, a baseline, a hidden one."""
    ann, ben = student(course, "ann"), student(course, "ben")
    stand(competition, ann, 0.9, team=team(competition, "The Trees", ann, ben))
    stand(competition, student(course, "cat", nickname="=1+1"), 0.7)
    stand(competition, student(course, "tom", role="ta"), 0.8)
    baseline(competition, "All zeros", 0.5)
    dan = student(course, "dan")
    stand(competition, dan, 0.6)
    hide(competition, dan)


def rows(answer):
    text = answer.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_students_have_what_the_page_shows_and_no_logins(
    as_user, competition, board, alice
):
    answer = as_user(alice).get(url("board_csv"))

    at = "2020-09-20T08:00:00-04:00"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert rows(answer) == [
        ["rank", "name", "team", "members", "score", "entries", "received", "note"],
        ["1", "The Trees", "The Trees", "Ann; Ben", "0.9", "1", at, ""],
        ["", "Tom", "", "", "0.8", "1", at, "staff"],
        ["2", "'=1+1", "", "", "0.7", "1", at, ""],
        ["", "All zeros", "", "", "0.5", "1", at, "baseline"],
    ]


def test_staff_have_logins_and_hidden_entries_too(as_user, board, bob):
    found = rows(as_user(bob).get(url("board_csv")))

    assert [(row[1], row[7], row[8]) for row in found[1:]] == [
        ("The Trees", "", "ann, ben"),
        ("Tom", "staff", "tom"),
        ("'=1+1", "", "cat"),
        ("Dan", "hidden", "dan"),
        ("All zeros", "baseline", ""),
    ]


def test_kaggles_form_has_its_columns_and_rank_0_for_the_hosts_entries(
    as_user, board, bob
):
    found = rows(as_user(bob).get(url("kaggle_csv")))

    at = "2020-09-20 12:00:00"
    assert found[0] == [
        "Rank",
        "TeamId",
        "TeamName",
        "LastSubmissionDate",
        "Score",
        "SubmissionCount",
        "TeamMemberUserNames",
    ]
    assert [[row[0], *row[2:]] for row in found[1:]] == [
        ["1", "The Trees", at, "0.9", "1", "ann,ben"],
        ["0", "Tom", at, "0.8", "1", "tom"],
        ["2", "'=1+1", at, "0.7", "1", "cat"],
        ["0", "All zeros", at, "0.5", "1", ""],
    ]


def test_kaggles_form_dates_the_last_submission(as_user, course, competition, bob):
    ann = student(course, "ann")
    stand(competition, ann, 0.9)
    later = stand(competition, bob, 0.1, minutes=30).submission
    type(later).objects.filter(pk=later.pk).update(enrollment=ann)

    found = rows(as_user(bob).get(url("kaggle_csv")))

    assert found[1][3] == "2020-09-20 12:30:00"
    assert AT.hour == 12


def test_what_we_export_in_kaggles_form_is_imported_as_it_was(
    as_user, competition, board, bob
):
    content = as_user(bob).get(url("kaggle_csv")).content

    found = reading.read(content, competition.component).entries

    assert [(entry.who, entry.score, entry.received) for entry in found] == [
        (("ann",), "0.9", "2020-09-20T12:00:00Z"),
        (("ben",), "0.9", "2020-09-20T12:00:00Z"),
        (("cat",), "0.7", "2020-09-20T12:00:00Z"),
    ]
