"""Northwestern's page, rule by rule, on a small class with numbers worked by hand.

Eleven deliverables make 100 points; nothing late is graded; up to ten points more for
two on-call lectures and for the standing in the forum; letters by a fixed scale.
"""

import pytest
from django.core.management import CommandError

from tests.courses.classroom import Classroom

pytestmark = pytest.mark.django_db

FULL = {
    "readings-1": (9, "2020-09-22"),
    "readings-2": (9, "2020-09-29"),
    "hw1": (10, "2020-10-06"),
    "readings-3": (9, "2020-10-13"),
    "hw2": (10, "2020-10-20"),
    "project-proposal": (5, "2020-10-29"),
    "project-readings": (9, "2020-11-05"),
    "project-plan": (5, "2020-11-12"),
    "project-meeting": (5, "2020-11-19"),
    "readings-4": (9, "2020-12-01"),
    "final-project": (20, "2020-12-10"),
}
# Points where they are not the full ones.
LESS = {
    "ben": {
        "readings-2": 8,
        "readings-3": 7,
        "project-plan": 4,
        "readings-4": 8,
        "final-project": 18,
    },
    "eli": {"readings-2": 6},
    "gia": {slug: full / 2 for slug, (full, _) in FULL.items()},
}
LATE = {("dov", "hw1"): "2020-10-07T00:00:00", ("fay", "hw1"): "2020-10-08T12:00:00"}
# Reputation: 0, 1, 1, 3, 4, 5, 6 and 7 of eight students are strictly better.
REPUTATION = {
    "amy": 500,
    "ben": 400,
    "cat": 400,
    "dov": 300,
    "eli": 200,
    "fay": 100,
    "gia": 50,
    "hed": 10,
}


@pytest.fixture(scope="module")
def at(rooms):
    """The grades at the end of the term and in September."""
    with rooms("northwestern-cs396-f20") as room:
        room.enrol(*(f"{login},cs396,letter" for login in REPUTATION))
        room.enrol("zoe,cs496,letter,dropped")
        room.teams("owls,gia,final-project", "owls,hed,final-project")
        for slug in FULL:
            room.scores(slug, *_rows(slug))
        room.scores("on-call-1", "amy,3", "ben,1", "fay,0.999")
        room.scores("on-call-2", "amy,3")
        room.scores(
            "reputation", "zoe,900", *(f"{k},{v}" for k, v in REPUTATION.items())
        )
        return {
            "end": room.grades(as_of="2020-12-18T00:00:00Z"),
            "september": room.grades(as_of="2020-09-30T12:00:00-05:00"),
        }


@pytest.fixture(scope="module")
def grades(at):
    return at["end"]


def _rows(slug: str) -> list[str]:
    full, day = FULL[slug]
    return [
        f"{login},{LESS.get(login, {}).get(slug, full)},"
        f"{LATE.get((login, slug), f'{day}T23:59:59')}"
        for login in REPUTATION
        # The group's one hand-in is given under one of its members.
        if (login, slug) != ("hed", "final-project")
    ]


def close(value: float):
    return pytest.approx(value, abs=1e-9)


def test_points_make_the_total(grades):
    points = 9 + 8 + 10 + 7 + 10 + 5 + 9 + 4 + 5 + 8 + 18

    assert grades["ben"]["categories"]["coursework"] == close(points) == close(93)
    assert grades["cat"]["categories"]["coursework"] == close(100)


def test_extra_credit_adds_up_to_ten_points_and_no_more(grades):
    assert grades["amy"]["total"] == close(100 + 3 + 3 + 4)
    assert grades["amy"]["letter"] == "A"


def test_who_has_one_on_call_lecture_gets_its_points_only(grades):
    # One of three points, nothing for the second, the top tier.
    assert grades["ben"]["total"] == close(93 + 1 + 4)


def test_reputation_by_rank_with_equals_in_the_better_tier(grades):
    points = {
        login: 4 * one["components"]["reputation"]["mark"] / 100
        for login, one in grades.items()
        if login in REPUTATION
    }

    # 0, 1 and 1 of 8 are better; 3; 4, which is not below a half, and 5; 6 and 7.
    top, second, third, rest = "amy ben cat", "dov", "eli fay", "gia hed"
    assert points == {
        **dict.fromkeys(top.split(), 4),
        **dict.fromkeys(second.split(), 3),
        **dict.fromkeys(third.split(), 2),
        **dict.fromkeys(rest.split(), 1),
    }


def test_a_second_late_is_not_graded(grades):
    dov = grades["dov"]["components"]["hw1"]

    assert (dov["state"], dov["mark"], dov["raw"]) == ("missing", 0, None)
    # 90 points and the second tier are an A, on the threshold.
    assert grades["dov"]["total"] == close(100 - 10 + 3)
    assert grades["dov"]["letter"] == "A"


def test_letters_stand_on_the_unrounded_total(grades):
    assert grades["fay"]["total"] == close(90 + 2 + 0.999)
    assert f"{grades['fay']['total']:.2f}" == "93.00"
    assert grades["fay"]["letter"] == "A-"


def test_the_group_shares_its_final_project(grades):
    assert grades["gia"]["components"]["final-project"]["mark"] == close(50)
    assert grades["hed"]["components"]["final-project"]["mark"] == close(50)
    assert grades["gia"]["total"] == close(50 + 1)
    assert grades["gia"]["letter"] == "F"
    assert grades["hed"]["total"] == close(80 + 10 + 1)
    assert grades["hed"]["letter"] == "A-"


def test_in_september_only_what_was_due_counts(at):
    eli = at["september"]["eli"]

    assert eli["categories"]["coursework"] == close(100 * (9 + 6) / (9 + 9))
    assert eli["components"]["hw1"]["state"] == "pending"


def test_more_than_three_points_for_a_lecture_are_refused(tmp_path):
    room = Classroom("northwestern-cs396-f20", tmp_path)
    room.enrol("amy,cs396,letter")

    with pytest.raises(CommandError, match="3"):
        room.scores("on-call-1", "amy,3.5")
