"""Northwestern's page through a whole term from five systems, all worked out by hand.

Eleven deliverables make 100 points; nothing late is graded; up to ten points more for
two on-call lectures and for the standing in the forum; letters by a fixed scale. Points
that were lost stand in each sum in the order of the term.
"""

import csv
import io

import pytest
from django.core.management import CommandError

from tests.courses.classroom import Classroom
from tests.courses.northwestern_class import LOGINS, term

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def exports(rooms):
    with rooms("northwestern-cs396-f20") as room:
        return term(room)


@pytest.fixture(scope="module")
def end(exports):
    return exports["end"]


def close(value: float):
    return pytest.approx(value, abs=1e-9)


# Points of 100, of 91 where nine are excused.
COURSEWORK = {
    "ann": 100,
    # Homework 1 a second late.
    "bo": 100 - 10,
    "cy": 100 - 2,
    # Readings 2 are excused.
    "dee": 100 * (100 - 9 - 1) / (100 - 9),
    "eva": 100 - 4 - 2,
    # Staff made 60 % of the plan's 5 points.
    "fin": 100 - 2 - 5,
    # Readings 4 are missing.
    "gus": 100 - 9 - 6,
    "hal": 50,
    "ivy": 100 - 1 - 1 - 1.5 - 1 - 3 - 2,
    "jo": 100 - 10,
    "kai": 100 - 4,
    # Homework 2 late, and the team's project.
    "lea": 100 - 10 - 4,
    # Readings 3 and homework 2 missing, and the team's project.
    "max": 100 - 9 - 10 - 4,
    "nia": 0,
}
# First and second lecture.
ON_CALL = {
    "ann": 3 + 3,
    "bo": 2,
    "cy": 3 + 1,
    "eva": 1.5,
    "ivy": 0.5,
    "jo": 0.999,
    "kai": 3 + 3,
}
# Thirteen have a value: 0, 1, 1 and 3 of 13 are better, below a quarter; 4, 5 and 5, below
# a half; 7, 8 and 9, below three quarters; then 10, 11 and 12.
TIERS = {
    **dict.fromkeys(("ann", "bo", "cy", "dee"), 4),
    **dict.fromkeys(("eva", "fin", "gus"), 3),
    **dict.fromkeys(("hal", "ivy", "jo"), 2),
    **dict.fromkeys(("kai", "lea", "max"), 1),
}
TOTALS = {
    "ann": (100 + 6 + 4, "A"),
    "bo": (90 + 2 + 4, "A"),
    "cy": (98 + 4 + 4, "A"),
    "dee": (9000 / 91 + 4, "A"),
    "eva": (94 + 1.5 + 3, "A"),
    "fin": (93 + 3, "A"),
    "gus": (85 + 3, "B+"),
    # F by the scale, and D- by staff.
    "hal": (50 + 2, "D-"),
    # On the threshold.
    "ivy": (90.5 + 0.5 + 2, "A"),
    # A thousandth below it.
    "jo": (90 + 0.999 + 2, "A-"),
    "kai": (96 + 6 + 1, "A"),
    "lea": (86 + 1, "B+"),
    "max": (77 + 1, "C+"),
    "nia": (0, "F"),
}


@pytest.mark.parametrize("login", LOGINS)
def test_coursework_is_the_points_earned(end, login):
    assert end[login]["categories"]["coursework"] == close(COURSEWORK[login])


@pytest.mark.parametrize("login", LOGINS)
def test_totals_and_letters(end, login):
    total, letter = TOTALS[login]

    assert total == close(
        COURSEWORK[login] + ON_CALL.get(login, 0) + TIERS.get(login, 0)
    )
    assert end[login]["final"] == close(total)
    assert end[login]["letter"] == end[login]["result"] == letter


def test_reputation_is_ranked_among_the_active_who_have_one(end):
    marks = {login: end[login]["components"]["reputation"]["mark"] for login in TIERS}

    assert marks == {login: close(100 * one / 4) for login, one in TIERS.items()}
    assert end["nia"]["components"]["reputation"]["mark"] is None


def test_who_left_stays_in_the_export_and_out_of_the_class(end):
    assert (end["odd"]["status"], end["odd"]["assignments"]["readings-1"]) == (
        "dropped",
        100,
    )


def test_an_extension_opens_the_deadline_for_one_student(end):
    assert end["cy"]["components"]["hw1"]["mark"] == 100
    assert end["bo"]["components"]["hw1"]["state"] == "missing"


def test_in_september_the_first_readings_are_all(exports):
    september = exports["24 September"]

    assert september["eva"]["total"] == close(100 * 5 / 9)
    assert september["dee"]["total"] == close(100 * 8 / 9)
    # The course has a first result, so who has none is missing.
    assert september["nia"]["total"] == 0
    assert september["odd"]["total"] == 100


def test_in_october_what_is_due_counts_by_each_ones_own_deadlines(exports):
    october = exports["7 October"]

    assert october["bo"]["total"] == close(100 * (9 + 9 + 0) / 28)
    # Homework 1 is not due for cy yet.
    assert october["cy"]["total"] == close(100 * (9 + 9) / 18)
    assert october["cy"]["components"]["hw1"]["state"] == "pending"
    # Readings 2 are excused, with their nine points.
    assert october["dee"]["total"] == close(100 * (8 + 10) / 19)
    assert october["ivy"]["total"] == close(100 * (8 + 8 + 8.5) / 28)


def test_after_homework_2_47_points_are_due(exports):
    october = exports["21 October"]

    assert october["eva"]["total"] == close(100 * (5 + 9 + 10 + 9 + 6) / 47)
    assert october["lea"]["total"] == close(100 * (9 + 9 + 10 + 9 + 0) / 47)
    assert october["max"]["total"] == close(100 * (9 + 9 + 10) / 47)


def test_people_whom_the_course_does_not_know_are_left_out(end):
    assert set(end) == {*LOGINS, "odd"}


def test_the_same_files_again_change_nothing(exports):
    assert exports["end"] == exports["before importing again"]


def test_the_file_for_people_rounds_to_two_decimals(exports):
    rows = {row["login"]: row for row in csv.DictReader(io.StringIO(exports["csv"]))}

    assert rows["dee"]["final"] == "102.90"
    assert (rows["jo"]["final"], rows["jo"]["letter"]) == ("93.00", "A-")
    assert rows["ivy"]["letter"] == "A"


def test_more_than_three_points_for_a_lecture_are_refused(tmp_path):
    room = Classroom("northwestern-cs396-f20", tmp_path)
    room.enrol("ann,cs396,letter")

    with pytest.raises(CommandError, match="3"):
        room.scores("on-call-1", "ann,3.5")
