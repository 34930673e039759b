"""What the files of Autolab say: two exports, and the one for entering grades."""

from datetime import UTC, datetime

import pytest

from courseops.models import Result
from courseops.scores.changes import What
from tests.scores.loading import problems, scores, take, whats

PEOPLE = (
    "Email,first_name,last_name,Lecture,Section,School,Major,Year,grace_days_used,"
    "penalty_late_days,"
)
ASSESSMENT = (
    "Submission Time,Email,Total,part1,part2,First name,Last name,Section,Lecture\n"
)
ALICE = "2020-09-27 18:00:05 -0400,alice@example.edu,36.5,21.5,20.0,Alice,Ash,A,1\n"


def received() -> datetime | None:
    return Result.objects.get(enrollment__user__login="alice").received_at


@pytest.mark.parametrize(
    ("works", "cells"),
    [
        (
            "hw1,version,Homework Average,exam1,version,Exam Average,",
            "9,3,9,41.5,2,41,",
        ),
        ("hw1,Homework Average,exam1,Exam Average,", "9,9,41.5,41,"),
    ],
    ids=["with versions", "older, without"],
)
def test_the_gradebook_says_the_score_after_autolabs_penalties(exam, works, cells):
    row = f"alice@example.edu,Alice,Ash,1,A,CS,CS,2,1,2,{cells}50\n"

    plan = take(exam, f"{PEOPLE}{works}Course Average\n{row}")

    assert (plan.column, plan.unmatched) == ("exam1", ["hw1"])
    assert scores(exam) == {"alice": 41.5}
    assert received() is None


def test_problems_are_summed_and_keep_their_time_so_that_late_counts_once(exam):
    plan = take(exam, ASSESSMENT + ALICE)

    assert scores(exam) == {"alice": 41.5}
    assert received() == datetime(2020, 9, 27, 22, 0, 5, tzinfo=UTC)
    assert plan.notes == [
        (
            "line 2: alice: the Total, 36.5, is after Autolab's own penalties and"
            " tweaks; its problems, 41.5, are taken"
        )
    ]


def test_a_total_that_is_rounded_is_no_penalty(exam):
    text = ASSESSMENT + ALICE.replace("36.5,21.5,20.0", "41.5,21.52,20.01")

    assert take(exam, text).notes == []


def test_the_assessments_export_of_older_days_has_no_times(exam):
    take(exam, "Email:,part1:,part2:,Total:\nalice@example.edu,21.5,20.0,41.5\n")

    assert scores(exam) == {"alice": 41.5}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("not_submitted", What.CLEARED),
        ("not_yet_submitted", What.CLEARED),
        ("zeroed", What.REPLACED),
    ],
)
def test_words_stand_in_the_total_of_an_assessment(exam, word, expected):
    take(exam, "login,score\nalice,12\n")

    plan = take(exam, ASSESSMENT + f",alice@example.edu,{word},,,Alice,Ash,A,1\n")

    assert whats(plan) == {"alice": expected}


@pytest.mark.parametrize(
    "text",
    [
        "alice@example.edu,21.5,20,normal\ncarol@example.edu,,,zeroed\n",
        "alice@example.edu,21.5,20,\ncarol@example.edu,0,0,\n",
        "alice@example.edu,21.5,20\ncarol@example.edu,0\n",
        "\ufeffalice@example.edu,41.5\r\ncarol@example.edu,0,normal\r\n",
    ],
)
def test_the_file_for_entering_grades_is_known_without_a_header(exam, text):
    plan = take(exam, text)

    assert plan.format == "Autolab"
    assert scores(exam) == {"alice": 41.5, "carol": 0}


def test_who_is_excused_there_is_left(exam):
    plan = take(exam, "alice@example.edu,3,4,normal\ncarol@example.edu,,,excused\n")

    assert whats(plan) == {"alice": What.ADDED}
    assert plan.notes[0].startswith("line 2: carol is left as is: excused in Autolab")


def test_what_is_no_number_among_the_problems_is_named(exam):
    text = "alice@example.edu,3,4,normal\ncarol@example.edu,3,four,normal\n"

    assert problems(exam, text) == [
        (
            "line 2, column 2 and on: “four” is no finite number; expected one such as"
            " 12.5"
        )
    ]


def test_a_sum_above_the_maximum_is_refused(exam):
    assert problems(exam, "alice@example.edu,30,31,normal\n") == [
        "line 1, column 2 and on: 61 is more than 60"
    ]
