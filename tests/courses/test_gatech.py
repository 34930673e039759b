"""Georgia Tech's page, rule by rule, on a small class with numbers worked by hand.

Homework counts 80 %, the project 20 %, participation up to 5 on top. Seven free late
days; 25 % for each further day; the lowest of five homeworks does not count.
"""

import pytest
from django.core.management import CommandError

from tests.courses.classroom import Classroom

pytestmark = pytest.mark.django_db

DUE = {
    "hw1": "2021-09-15",
    "hw2": "2021-10-06",
    "hw3": "2021-10-20",
    "hw4": "2021-11-03",
    "hw5": "2021-11-17",
    "project": "2021-12-09",
}
# What each student got in HW1 to HW5 and the project (of 60), on time unless a day says
# otherwise: (mark, day received).
CLASS = {
    "ann": [100, 75, 50, 100, 30, 48],
    "bea": [100, 100, 100, 100, 100, 60],
    "cal": [(80, "2021-09-18"), (90, "2021-10-10"), (100, "2021-10-21"), 100, 100, 60],
    "eli": [(100, "2021-09-24"), 40, 100, 100, 100, 60],
    "fin": [(100, "2021-09-22"), 100, 100, 100, 100, (60, "2021-12-10")],
    "gil": [None, 90, 80, 70, 60, 60],
    "hana": [80, 80, 80, 80, 80, 45],
    "ines": [80, 80, 80, 80, 80, None],
    "jon": [80, 80, 80, 80, 80, None],
    "kay": [80, (80, "2021-10-09"), 80, 80, 80, 60],
    "lou": [80, 80, 80, 80, None, 60],
    "max": [(80, "2021-09-19"), 80, (80, "2021-10-24"), 80, None, 60],
    "una": [80, 80, 80, 80, 80, (60, "2021-12-10")],
    "vic": [
        (100, "2021-09-19"),
        (100, "2021-10-10"),
        (100, "2021-10-24"),
        100,
        100,
        None,
    ],
}
PARTICIPATION = ("ann,5", "bea,4", "cal,0")


@pytest.fixture(scope="module")
def grades(rooms):
    with rooms("gatech-cs7643-f21") as room:
        room.enrol(*(f"{login},cs7643,letter" for login in CLASS))
        room.teams("owls,hana,project", "owls,ines,project", "owls,jon,project")
        room.teams("crows,una,project", "crows,vic,project")
        for place, component in enumerate(DUE):
            room.scores(component, *_rows(component, place))
        room.scores("participation", *PARTICIPATION)
        room.scores("ps0", "ann,100,2021-08-26T23:59:59")
        room.do("extend", "hw1", "gil", "--excuse", "--reason", "in hospital")
        room.do("extend", "hw2", "kay", "--days", "3", "--reason", "an emergency")
        room.do("override", "jon", "component:project", "90", "--reason", "did more")
        return room.grades(as_of="2021-12-18T00:00:00Z")


def _rows(component: str, place: int) -> list[str]:
    rows = []
    for login, got in CLASS.items():
        mark = got[place]
        if mark is not None:
            mark, day = mark if isinstance(mark, tuple) else (mark, DUE[component])
            rows.append(f"{login},{mark},{day}T23:59:59")
    return rows


def close(value: float):
    return pytest.approx(value, abs=1e-9)


def test_the_best_four_homeworks_make_80_and_the_project_20(grades):
    ann = grades["ann"]

    assert ann["components"]["hw5"]["state"] == "dropped"
    assert ann["categories"]["homework"] == close((100 + 75 + 50 + 100) / 4)
    assert ann["components"]["project"]["mark"] == close(100 * 48 / 60)
    total = (80 * (100 + 75 + 50 + 100) / 4 + 20 * 80) / 100 + 5 * 5 / 5
    assert ann["total"] == close(total) == close(86)
    assert ann["letter"] == "B"


def test_participation_may_pass_100(grades):
    assert grades["bea"]["total"] == close(100 + 5 * 4 / 5) == close(104)


def test_dropping_frees_the_days_of_the_homework_that_gains_most(grades):
    # 3 + 4 days, and the day of HW3 is not covered any more. Without HW1 its three go
    # back: 90, 100, 100, 100. Without HW3 it would be 80, 90, 100, 100.
    cal = grades["cal"]["components"]

    assert cal["hw1"]["state"] == "dropped"
    assert cal["hw1"]["slack_used"] == 0
    assert cal["hw1"]["mark"] == close(80 * (1 - 0.25 * 3))
    assert (cal["hw2"]["slack_used"], cal["hw2"]["mark"]) == (4, close(90))
    assert (cal["hw3"]["slack_used"], cal["hw3"]["mark"]) == (1, close(100))
    assert grades["cal"]["slack_left"] == 7 - 4 - 1
    assert grades["cal"]["categories"]["homework"] == close(390 / 4)
    assert grades["cal"]["total"] == close(0.8 * 97.5 + 0.2 * 100)


def test_each_day_beyond_the_free_ones_costs_a_quarter(grades):
    # Nine days late, seven free. HW2 is dropped: 40 is less than 50.
    eli = grades["eli"]["components"]

    assert eli["hw1"]["days_late"] == 9
    assert eli["hw1"]["slack_used"] == 7
    assert eli["hw1"]["window"] == "late"
    assert eli["hw1"]["factors"] == [close(1 - 0.25 * 2)]
    assert eli["hw1"]["mark"] == close(100 * 0.5)
    assert eli["hw2"]["state"] == "dropped"
    assert grades["eli"]["categories"]["homework"] == close((50 + 300) / 4)
    assert grades["eli"]["slack_left"] == 0


def test_days_of_a_dropped_homework_cover_the_project(grades):
    fin = grades["fin"]["components"]

    assert fin["hw1"]["state"] == "dropped"
    assert fin["project"]["window"] == "slack"
    assert (fin["project"]["slack_used"], fin["project"]["mark"]) == (1, close(100))
    assert grades["fin"]["total"] == close(100)
    assert grades["fin"]["slack_left"] == 6


def test_a_medical_reason_takes_the_homework_out(grades):
    gil = grades["gil"]

    assert gil["components"]["hw1"]["state"] == "excused"
    assert gil["components"]["hw5"]["state"] == "dropped"
    assert gil["categories"]["homework"] == close((90 + 80 + 70) / 3)


def test_an_emergency_moves_the_deadline_without_any_day(grades):
    kay = grades["kay"]["components"]["hw2"]

    assert (kay["window"], kay["days_late"], kay["slack_used"]) == ("on_time", 0, 0)
    assert kay["mark"] == close(80)


def test_a_homework_that_is_not_there_is_the_one_dropped(grades):
    lou = grades["lou"]

    assert lou["components"]["hw5"]["state"] == "dropped"
    assert lou["components"]["hw5"]["mark"] == 0
    assert lou["categories"]["homework"] == close(80)


def test_days_are_taken_in_the_order_of_the_deadlines(grades):
    # Four days for HW1 leave three for the four of HW3; HW5, with 0, is the one dropped.
    max_ = grades["max"]["components"]

    assert (max_["hw1"]["slack_used"], max_["hw1"]["mark"]) == (4, close(80))
    assert (max_["hw3"]["slack_used"], max_["hw3"]["mark"]) == (3, close(80 * 0.75))
    assert grades["max"]["categories"]["homework"] == close((80 + 80 + 60 + 80) / 4)


def test_the_group_shares_the_mark_of_its_project(grades):
    assert grades["hana"]["components"]["project"]["mark"] == close(100 * 45 / 60)
    assert grades["ines"]["components"]["project"]["mark"] == close(75)
    assert grades["ines"]["total"] == close(0.8 * 80 + 0.2 * 75)


def test_a_late_group_costs_each_member_days_of_their_own(grades):
    una, vic = grades["una"]["components"], grades["vic"]["components"]

    assert (una["project"]["slack_used"], una["project"]["mark"]) == (1, close(100))
    assert grades["una"]["slack_left"] == 6
    # Four days late in three homeworks: without the last of them all seven days go to
    # the other two, and the project's day is one too many.
    assert vic["hw3"]["state"] == "dropped"
    assert [vic[slug]["slack_used"] for slug in ("hw1", "hw2", "project")] == [4, 3, 0]
    assert vic["hw2"]["mark"] == close(100 * 0.75)
    assert vic["project"]["mark"] == close(100 * 0.75)
    assert grades["vic"]["total"] == close(80 * (3 + 0.75) / 4 + 20 * 0.75)


def test_staff_may_adjust_one_member_of_a_group(grades):
    jon = grades["jon"]["components"]["project"]

    assert (jon["state"], jon["mark"]) == ("overridden", close(90))
    assert grades["jon"]["total"] == close(0.8 * 80 + 0.2 * 90)


def test_ps0_is_required_and_weighs_nothing(grades):
    assert grades["ann"]["unmet"] == []
    assert grades["bea"]["unmet"] == ["ps0"]
    assert grades["bea"]["categories"]["homework"] == close(100)


@pytest.mark.parametrize("basis", ["pass_fail", "audit"])
def test_only_letters_are_taken_and_the_reason_is_given(basis, tmp_path):
    room = Classroom("gatech-cs7643-f21", tmp_path)

    with pytest.raises(CommandError, match="Letter grades only"):
        room.enrol(f"ann,cs4803,{basis}")
