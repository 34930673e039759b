"""11-785's page above the single homework: weights, quizzes, tracks, bases, curve."""

import json

import pytest

from tests.courses import cmu_class
from tests.courses.classroom import Classroom

pytestmark = pytest.mark.django_db

END = "2020-12-20T12:00:00Z"
IN_OCTOBER = "2020-10-01T12:00:00-04:00"


@pytest.fixture(scope="module")
def at(rooms):
    """The grades at the end of the term and in October."""
    with rooms("cmu-11785-f20") as room:
        cmu_class.seed(room)
        return {
            "end": room.grades(final=True, as_of=END),
            "october": room.grades(as_of=IN_OCTOBER),
        }


@pytest.fixture(scope="module")
def grades(at):
    return at["end"]


def close(value: float):
    return pytest.approx(value, abs=1e-9)


def test_the_best_12_of_14_quizzes_count(grades):
    # 10 10 9 9 8 8 7 7 6 6 5 5 of 10 each; 4 and the one not taken are dropped.
    best = 10 + 10 + 9 + 9 + 8 + 8 + 7 + 7 + 6 + 6 + 5 + 5

    assert grades["ben"]["categories"]["quizzes"] == close(100 * best / 120)
    quizzes = grades["ben"]["components"]
    dropped = [
        slug
        for slug, one in quizzes.items()
        if slug.startswith("quiz") and one["state"] == "dropped"
    ]
    assert dropped == ["quiz-13", "quiz-14"]
    assert grades["ada"]["categories"]["quizzes"] == close(100)


def test_in_october_the_quizzes_so_far_count(at):
    ben = at["october"]["ben"]

    assert ben["categories"]["quizzes"] == close(10 * (10 + 9 + 8 + 7) / 4)


def test_quiz_0_is_mandatory_and_weighs_nothing(grades):
    assert "quiz-0" in grades["ben"]["unmet"]
    assert grades["ben"]["components"]["quiz-0"]["state"] == "missing"
    assert "quiz-0" not in grades["mia"]["unmet"]
    assert grades["mia"]["categories"]["quizzes"] == close(50)


def test_homework_0_weighs_1_and_the_others_12_and_a_half(grades):
    ada = grades["ada"]["assignments"]

    assert ada["hw0"] == close((80 + 100) / 2)
    assert ada["hw1"] == close((100 + 102.5) / 2)
    assert ada["hw2"] == close((90 + 80) / 2)
    homework = (1 * 90 + 12.5 * (101.25 + 85 + 50 + 70)) / 51
    assert grades["ada"]["categories"]["homework"] == close(homework)


def test_second_parts_without_cutoffs_are_left_out(grades):
    assert grades["ada"]["components"]["hw3p2"]["state"] == "pending"
    assert grades["ada"]["assignments"]["hw3"] == close(100 * 5 / 10)
    assert grades["ada"]["assignments"]["hw4"] == close(100 * 7 / 10)


def test_bonus_homeworks_add_nothing_until_they_are_worth_something(grades):
    bonus = grades["ada"]["components"]["hw1-bonus"]

    assert bonus["mark"] == close(100)
    assert "hw2-bonus" not in grades["pat"]["unmet"]


def test_project_shares(grades):
    project = 0.10 * 80 + 0.15 * 90 + 0.20 * 70 + 0.15 * 60 + 0.40 * 85

    assert grades["ada"]["categories"]["project"] == close(project) == close(78.5)


def test_the_team_shares_its_proposal(grades):
    assert grades["ben"]["components"]["proposal"]["mark"] == close(80)


def test_quizzes_24_homework_51_project_25(grades):
    homework = (1 * 90 + 12.5 * (101.25 + 85 + 50 + 70)) / 51
    total = 0.24 * 100 + 0.51 * homework + 0.25 * 78.5

    assert grades["ada"]["final"] == close(total) == close(82.80625)


def test_without_a_project_the_other_weights_scale_up(grades):
    homework = (1 * 100 + 12.5 * (80 + 60) / 2) / 51

    assert grades["mia"]["categories"]["project"] is None
    assert grades["mia"]["final"] == close((24 * 50 + 51 * homework) / 75) == close(29)


def test_pass_fail_passes_who_did_everything_with_b_minus(grades):
    # The peer review has no mark yet and counts 0: 60 of the project's 100 percent.
    assert grades["pat"]["final"] == close(24 + 51 + 0.25 * 60)
    assert grades["pat"]["unmet"] == []
    assert grades["pat"]["result"] == "P"


def test_undergraduates_pass_without_a_project(grades):
    assert grades["una"]["final"] == close(100)
    assert grades["una"]["unmet"] == []
    assert grades["una"]["result"] == "P"


def test_pass_fail_fails_over_one_quiz_that_would_be_dropped(grades):
    assert grades["paul"]["final"] == close(90)
    assert grades["paul"]["unmet"] == ["quiz-9"]
    assert grades["paul"]["result"] == "F"


def test_auditors_need_quizzes_and_homework_and_no_project(grades):
    assert (grades["aud"]["letter"], grades["aud"]["result"]) == (None, "AU")
    assert grades["kim"]["unmet"] == ["hw3"]
    assert grades["kim"]["result"] == "NC"


@pytest.mark.parametrize(("parts", "mark"), [(8, 90 + 2), (10, 100)])
def test_a_bonus_homework_adds_its_points_up_to_full_marks(tmp_path, parts, mark):
    room = Classroom("cmu-11785-f20", tmp_path)
    room.enrol("ada,11-785,letter")
    room.scores("hw0p1", f"ada,{parts}")
    room.scores("hw0p2", "ada,10")
    room.scores("hw1-bonus", "ada,10")
    before = room.grades(as_of="2020-09-02T00:00:00Z")

    room.load(extra_credit="2")

    after = room.grades(as_of="2020-09-02T00:00:00Z")
    assert before["ada"]["categories"]["homework"] == close((10 * parts + 100) / 2)
    assert after["ada"]["categories"]["homework"] == close(mark)


# Of ten students on letters: shares of better ones 0, .1, .2 | .3, .4 | .5, .5 | .7 |
# .8 | .9, against A .30, A- .50, B+ .65, B .80, B- .90, C 1. The fourth has 94, an A by
# the plain scale, below which no curve goes.
FINALS = {
    "l1": (97, "A"),
    "l2": (96, "A"),
    "l3": (95, "A"),
    "l4": (94, "A"),
    "l5": (84, "A-"),
    "l6": (80, "B+"),
    "l7": (80, "B+"),
    "l8": (75, "B"),
    "l9": (65, "B-"),
    "l10": (55, "C"),
}


@pytest.fixture(scope="module")
def curved(rooms):
    with rooms("cmu-11785-f20") as room:
        room.enrol(
            *(f"{login},11-785,letter" for login in FINALS),
            "pia,11-785,pass_fail",
            "kim,11-785,audit",
            "lee,11-785,letter,dropped",
        )
        outside = {"pia": 80, "kim": 99, "lee": 99}
        for login, final in outside.items() | {(k, v[0]) for k, v in FINALS.items()}:
            _final(room, login, final)
        return room.grades(final=True, as_of=END)


def _final(room: Classroom, login: str, value: float) -> None:
    room.do("override", login, "final", f"{value}", "--reason", "for the curve")


def test_the_curve_is_relative_to_the_class(curved):
    assert {login: curved[login]["letter"] for login in FINALS} == {
        login: letter for login, (_, letter) in FINALS.items()
    }


def test_pass_fail_gets_the_letter_of_its_place_and_moves_nobody(curved):
    assert curved["pia"]["letter"] == "B+"
    assert curved["pia"]["result"] == "F"
    assert "quiz-0" in curved["pia"]["unmet"]
    assert curved["kim"]["letter"] is None


def test_published_letters_stay_and_are_told_to_be_out_of_date(tmp_path):
    room = Classroom("cmu-11785-f20", tmp_path)
    room.enrol("ada,11-785,letter", "ben,11-785,letter")
    for login, final in (("ada", 90), ("ben", 70)):
        _final(room, login, final)
    room.do("publishcurve")
    published = json.loads(room.exported("json", final=True, as_of=END))

    _final(room, "ben", 95)
    after = json.loads(room.exported("json", final=True, as_of=END))

    assert published["curve"]["published_at"] == after["curve"]["published_at"]
    assert [published["curve"]["stale"], after["curve"]["stale"]] == [False, True]
    letters = [
        [one["letter"] for one in export["students"]] for export in (published, after)
    ]
    assert letters == [["A", "B+"], ["A", "B+"]]
