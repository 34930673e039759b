"""How 11-785's page marks the second part of a homework, with numbers worked by hand.

HW1p2: A 0.72, B 0.66, C 0.53, D 0.30; early 16 September, on time 27 September, late
18 October, code 4 October. The best on-time score of the class is 0.80.
"""

import pytest

from tests.courses.classroom import Classroom

pytestmark = pytest.mark.django_db

EARLY = "2020-09-16T23:59:59"
AFTER_EARLY = "2020-09-17T00:00:00"
ON_TIME = "2020-09-27T23:59:59"
A_SECOND_LATE = "2020-09-28T00:00:00"
TWO_DAYS_LATE = "2020-09-29T23:59:59"
SEVEN_DAYS_LATE = "2020-10-04T23:59:59"
EIGHT_DAYS_LATE = "2020-10-05T23:59:59"
LAST = "2020-10-18T23:59:59"
TOO_LATE = "2020-10-19T00:00:00"
# A first submission that meets the early deadline, and is worth nothing by itself.
FIRST = (0.0, EARLY)

HW1P2 = {
    "top": [FIRST, (0.80, ON_TIME)],
    "ada": [FIRST, (0.76, ON_TIME)],
    "ben": [FIRST, (0.69, ON_TIME)],
    "cyd": [(0.80, AFTER_EARLY)],
    "dan": [FIRST, (0.30, ON_TIME), (0.66, TWO_DAYS_LATE)],
    "eve": [FIRST, (0.69, ON_TIME), (0.72, EIGHT_DAYS_LATE)],
    "fay": [FIRST, (0.66, ON_TIME), (0.72, EIGHT_DAYS_LATE)],
    "gus": [FIRST, (0.80, A_SECOND_LATE)],
    "hal": [FIRST, (0.72, SEVEN_DAYS_LATE)],
    "ivy": [FIRST, (0.15, ON_TIME)],
    "jan": [(0.72, TOO_LATE)],
    "kim": [FIRST, (0.99, ON_TIME)],
    "lee": [FIRST, (0.95, ON_TIME)],
    "max": [FIRST, (0.66, TWO_DAYS_LATE)],
    "ned": [FIRST, (0.72, ON_TIME)],
    "oli": [FIRST, (0.40, ON_TIME)],
    "pam": [(0.60, "2020-09-18T23:59:59"), (0.72, TWO_DAYS_LATE)],
    "sam": [FIRST, (0.72, ON_TIME)],
    "roy": [FIRST, (0.53, LAST)],
}
# HW2p2: A 0.92, B 0.85; early 7 October, on time 18 October, late 8 November.
HW2P2 = {
    "hal": [(0.0, "2020-10-07T23:59:59"), (0.92, "2020-10-19T00:00:00")],
    "dan": [(0.0, "2020-10-07T23:59:59"), (0.92, "2020-10-23T23:59:59")],
    "ben": [(0.0, "2020-10-07T23:59:59"), (0.92, "2020-10-18T23:59:59")],
}


@pytest.fixture(scope="module")
def at(rooms):
    """The grades after all deadlines and when HW1p2's code was due."""
    with rooms("cmu-11785-f20") as room:
        room.enrol(
            *(f"{login},11-785,letter" for login in HW1P2.keys() - {"kim", "lee"}),
            "kim,11-785,audit",
            "lee,11-785,letter,dropped",
        )
        room.results(*_rows("hw1p2", HW1P2), *_rows("hw2p2", HW2P2))
        room.hand_in_code("hw1p2", "sam", "2020-10-05T00:00:00")
        room.scores("hw1p1", f"top,7,{ON_TIME}", f"ada,9,{A_SECOND_LATE}")
        room.scores("hw0p2", "top,10,2020-08-31T23:59:59", "ada,10,2020-09-01T00:00:00")
        for login in HW1P2.keys() - {"ned", "sam"}:
            _waive(room, login, "hw1p2/code")
        for login in HW2P2:
            _waive(room, login, "hw2p2/code")
        room.do("capslack", "hw1p2", "max", "0")
        room.do("extend", "hw1p2", "oli", "--excuse", "--reason", "ill")
        room.do("extend", "hw1p2", "pam", "--days", "2", "--reason", "ill")
        return {
            "end": room.grades(as_of="2020-11-09T12:00:00Z"),
            "code due": room.grades(as_of="2020-10-04T23:59:59"),
            "after": room.grades(as_of="2020-10-05T00:00:00"),
        }


@pytest.fixture(scope="module")
def grades(at):
    return at["end"]


def _rows(component: str, table: dict) -> list[str]:
    return [
        f"{login},{component},{received},{score}"
        for login, submissions in table.items()
        for score, received in submissions
    ]


def _waive(room: Classroom, login: str, slug: str) -> None:
    room.do("waive", login, slug, "--reason", "seen in class")


@pytest.fixture(scope="module")
def hw1p2(grades):
    return {login: one["components"]["hw1p2"] for login, one in grades.items()}


@pytest.fixture(scope="module")
def hw2p2(grades):
    return {login: one["components"]["hw2p2"] for login, one in grades.items()}


def close(value: float):
    return pytest.approx(value, abs=1e-9)


def counted(component) -> tuple:
    return component["window"], component["slack_used"], close(component["mark"])


def test_between_two_cutoffs_the_mark_is_on_the_line(hw1p2):
    # Half the way from B, 0.66, to A, 0.72; half the way from F, 0, to D, 0.30.
    assert counted(hw1p2["ben"]) == ("on_time", 0, 80 + 20 * (0.69 - 0.66) / 0.06)
    assert hw1p2["ben"]["mark"] == close(90)
    assert counted(hw1p2["ivy"]) == ("on_time", 0, 20)


def test_the_best_on_time_score_gets_105(hw1p2):
    assert counted(hw1p2["top"]) == ("on_time", 0, 105)
    assert hw1p2["top"]["bonus"] == 5


def test_the_bonus_is_interpolated_between_a_and_the_best(hw1p2):
    assert hw1p2["ada"]["bonus"] == close(5 * (0.76 - 0.72) / (0.80 - 0.72))
    assert counted(hw1p2["ada"]) == ("on_time", 0, 102.5)


def test_nobody_outside_the_class_moves_the_best(hw1p2):
    # An auditor at 0.99 and a dropped student at 0.95: the top stays 0.80, and who is
    # better earns no more than all of the bonus.
    assert counted(hw1p2["kim"]) == ("on_time", 0, 105)
    assert counted(hw1p2["lee"]) == ("on_time", 0, 105)


def test_missing_the_early_deadline_by_a_second_costs_a_tenth(hw1p2):
    assert hw1p2["cyd"]["early_met"] is False
    assert hw1p2["cyd"]["factors"] == [0.9]
    assert counted(hw1p2["cyd"]) == ("on_time", 0, 0.9 * (100 + 5))


def test_one_submission_of_any_score_meets_the_early_deadline(hw1p2):
    assert hw1p2["top"]["early_met"] is True
    assert hw1p2["top"]["factors"] == []


def test_slack_days_are_spent_where_they_give_the_most(hw1p2):
    # On time 40; with two slack days 80; as late 72.
    assert hw1p2["dan"]["days_late"] == 2
    assert counted(hw1p2["dan"]) == ("slack", 2, 80)


def test_equal_marks_are_decided_for_the_one_without_slack(hw1p2):
    # Eight days cannot be covered by seven: late gives 0.9 × 100, on time gave 90.
    assert counted(hw1p2["eve"]) == ("on_time", 0, 90)


def test_late_costs_a_tenth_and_no_slack(hw1p2):
    assert counted(hw1p2["fay"]) == ("late", 0, 0.9 * 100)
    assert counted(hw1p2["roy"]) == ("late", 0, 0.9 * 60)


def test_after_the_on_time_deadline_there_is_no_bonus(hw1p2):
    assert counted(hw1p2["gus"]) == ("slack", 1, 100)
    assert hw1p2["gus"]["bonus"] == 0


def test_after_the_late_deadline_nothing_counts(hw1p2):
    assert hw1p2["jan"]["state"] == "missing"
    assert counted(hw1p2["jan"]) == ("none", 0, 0)
    assert hw1p2["jan"]["raw"] is None


def test_who_caps_slack_at_nothing_is_late(hw1p2):
    assert counted(hw1p2["max"]) == ("late", 0, 0.9 * 80)


def test_seven_days_are_for_all_homeworks_together(grades, hw1p2, hw2p2):
    assert counted(hw1p2["hal"]) == ("slack", 7, 100)
    # One second late, and nothing left.
    assert counted(hw2p2["hal"]) == ("late", 0, 0.9 * 100)
    assert grades["hal"]["slack_left"] == 0
    # Two days of HW1p2 leave the five that HW2p2 needs.
    assert counted(hw2p2["dan"]) == ("slack", 5, 100)
    assert grades["dan"]["slack_left"] == 7 - 2 - 5


def test_nobody_earns_a_bonus_where_nobody_is_better_than_a(hw2p2):
    assert counted(hw2p2["ben"]) == ("on_time", 0, 100)


def test_without_code_the_mark_is_withheld(grades, hw1p2):
    assert hw1p2["ned"]["state"] == "withheld"
    assert hw1p2["ned"]["mark"] == 0
    assert "hw1p2/code" in grades["ned"]["unmet"]
    assert "hw1p2/code" not in grades["top"]["unmet"]


def test_code_that_comes_late_ends_the_withholding(hw1p2):
    assert counted(hw1p2["sam"]) == ("on_time", 0, 100)


def test_the_mark_stands_until_the_code_is_overdue(at):
    due, after = at["code due"]["ned"], at["after"]["ned"]

    assert due["components"]["hw1p2"]["state"] == "graded"
    assert "hw1p2/code" not in due["unmet"]
    assert after["components"]["hw1p2"]["state"] == "withheld"


def test_who_is_excused_has_no_mark(hw1p2):
    assert hw1p2["oli"]["state"] == "excused"
    assert hw1p2["oli"]["mark"] is None


def test_an_extension_moves_the_early_deadline_as_well(grades, hw1p2):
    assert hw1p2["pam"]["early_met"] is True
    assert counted(hw1p2["pam"]) == ("on_time", 0, 100)
    assert grades["pam"]["slack_left"] == 7


def test_autolab_parts_are_scored_by_their_number(grades):
    assert grades["top"]["components"]["hw1p1"]["mark"] == close(100 * 7 / 10)
    assert grades["top"]["assignments"]["hw1"] == close((70 + 105) / 2)


@pytest.mark.parametrize("component", ["hw1p1", "hw0p2"])
def test_first_parts_and_homework_0_take_no_slack(grades, component):
    ada = grades["ada"]["components"][component]

    assert (ada["state"], ada["mark"], ada["slack_used"]) == ("missing", 0, 0)
    assert grades["ada"]["slack_left"] == 7
