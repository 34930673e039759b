"""One second either side of every boundary, and nights on which clocks change."""

import pytest

from tests.reference.small import (
    WAYS,
    a_class,
    a_competition,
    a_course,
    handed_in,
    second,
)

both_ways = pytest.mark.parametrize("graded", WAYS)
pytestmark = pytest.mark.django_db

DAY = 24 * 3600
EARLY = second("2020-09-20 23:59:59")
DUE = second("2020-09-27 18:00:59")
LATE = second("2020-10-04 18:00:00")
CODE = second("2020-10-06 18:00:00")
DATES = {
    "early": "2020-09-20", "on_time": "2020-09-27 18:00", "late": "2020-10-04 18:00:00",
}  # fmt: skip
SLACK = {"late_policy": {"kind": "slack_or_late"}}


def names(count: int) -> list[str]:
    return [f"s{number:02d}" for number in range(count)]


@both_ways
def test_a_second_decides_the_window_and_the_days(tmp_path, graded):
    expected = {
        EARLY: ("on_time", 0, 0, True),
        EARLY + 1: ("on_time", 0, 0, False),
        DUE - 1: ("on_time", 0, 0, False),
        DUE: ("on_time", 0, 0, False),
        DUE + 1: ("slack", 1, 1, False),
        DUE + DAY: ("slack", 1, 1, False),
        DUE + DAY + 1: ("slack", 2, 2, False),
        DUE + 2 * DAY: ("slack", 2, 2, False),
        DUE + 2 * DAY + 1: ("late", 3, 0, False),
        LATE: ("late", 7, 0, False),
        LATE + 1: ("none", None, 0, False),
    }
    logins = names(len(expected))
    submissions = [
        handed_in(login, "hw", at, 0.72)
        for login, at in zip(logins, expected, strict=True)
    ]
    document = a_course(a_competition(**DATES, **SLACK), slack={"days": 2})

    students = graded(tmp_path, document, a_class(*logins, submissions=submissions))

    keys = ("window", "days_late", "slack_used", "early_met")
    found = [
        tuple(students[login]["components"]["hw"][key] for key in keys)
        for login in logins
    ]
    assert found == list(expected.values())


@both_ways
@pytest.mark.parametrize(
    ("at", "state"), [(LATE - 1, "pending"), (LATE, "pending"), (LATE + 1, "missing")]
)
def test_nothing_is_missing_before_the_late_deadline_has_passed(tmp_path, graded, at, state):  # fmt: skip
    document = a_course(a_competition(**DATES, **SLACK), slack={"days": 2})

    alice = graded(tmp_path, document, a_class("alice"), at=at)["alice"]

    assert alice["components"]["hw"]["state"] == state


@both_ways
@pytest.mark.parametrize(("at", "state"), [(CODE, "graded"), (CODE + 1, "withheld")])
def test_a_mark_is_withheld_once_the_code_deadline_has_passed(tmp_path, graded, at, state):  # fmt: skip
    document = a_course(a_competition(code="2020-10-06 18:00:00", **DATES))
    facts = a_class("alice", submissions=[handed_in("alice", "hw", EARLY, 0.72)])

    alice = graded(tmp_path, document, facts, at=at)["alice"]

    assert alice["components"]["hw"]["state"] == state
    assert alice["unmet"] == (["hw/code"] if state == "withheld" else [])


@both_ways
@pytest.mark.parametrize(("at", "raw"), [(DUE - 1, None), (DUE, 0.72), (DUE + 1, 0.72)])
def test_a_fact_is_known_from_its_second_on(tmp_path, graded, at, raw):
    document = a_course(a_competition(**DATES))
    facts = a_class("alice", submissions=[handed_in("alice", "hw", DUE, 0.72)])

    alice = graded(tmp_path, document, facts, at=at)["alice"]

    assert alice["components"]["hw"]["raw"] == raw


@both_ways
@pytest.mark.parametrize(
    ("zone", "due", "hours", "days"),
    [
        # The night has 25 hours: one more of them still is the first day.
        ("America/New_York", "2020-10-31 18:00:00", 24, 1),
        ("America/New_York", "2020-10-31 18:00:00", 25, 2),
        ("Europe/Berlin", "2020-10-24 18:00:00", 24, 1),
        ("Europe/Berlin", "2020-10-24 18:00:00", 25, 2),
        # The night has 23 hours.
        ("Europe/Berlin", "2021-03-27 18:00:00", 23, 1),
        ("Europe/Berlin", "2021-03-27 18:00:00", 24, 1),
        ("Europe/Berlin", "2021-03-27 18:00:00", 25, 2),
        # The clocks move by half an hour.
        ("Australia/Lord_Howe", "2021-04-03 18:00:00", 24, 1),
        ("Australia/Lord_Howe", "2021-04-03 18:00:00", 24.5, 2),
    ],
)
def test_days_are_elapsed_ones_across_a_clock_change(tmp_path, graded, zone, due, hours, days):  # fmt: skip
    competition = a_competition(on_time=due, late_policy={"kind": "none"})
    at = second(due, zone) + int(hours * 3600)
    facts = a_class("alice", submissions=[handed_in("alice", "hw", at, 0.72)])

    alice = graded(tmp_path, a_course(competition, zone=zone), facts)["alice"]

    assert alice["components"]["hw"]["days_late"] == days


@both_ways
@pytest.mark.parametrize(("after", "window"), [(0, "on_time"), (1, "late")])
def test_an_extension_keeps_the_clock_time_across_a_clock_change(tmp_path, graded, after, window):  # fmt: skip
    competition = a_competition(
        on_time="2020-10-31 18:00:00", late="2020-11-20", late_policy={"kind": "none"}
    )
    at = second("2020-11-01 18:00:00") + after
    facts = a_class(
        "alice",
        submissions=[handed_in("alice", "hw", at, 0.72)],
        extensions=[{"login": "alice", "component": "hw", "days": 1}],
    )

    alice = graded(tmp_path, a_course(competition), facts)["alice"]

    assert alice["components"]["hw"]["window"] == window
