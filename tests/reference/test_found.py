"""Where random courses once found the product and the plain loop to differ."""

import pytest

from tests.reference.small import (
    WAYS,
    a_class,
    a_competition,
    a_course,
    a_points,
    handed_in,
    result,
    second,
)

DAY = 24 * 3600
DUE = second("2020-09-27 18:00:00")
SLACK = {"on_time": "2020-09-27 18:00:00", "late": "2020-10-10", "late_policy": {"kind": "slack_or_late"}}  # fmt: skip

both_ways = pytest.mark.parametrize("graded", WAYS)
pytestmark = pytest.mark.django_db


@both_ways
def test_what_is_unmet_is_in_the_order_of_the_file(tmp_path, graded):
    works = [
        a_points("z", 10, category="two", required=True),
        a_points("y", 10, required=True),
        a_points("x", 10, category="two", required=True),
    ]
    categories = [{"slug": "all", "weight": 1}, {"slug": "two", "weight": 1}]

    alice = graded(tmp_path, a_course(*works, categories=categories), a_class("alice"))["alice"]  # fmt: skip

    assert alice["unmet"] == ["z", "y", "x"]


@both_ways
def test_equal_deadlines_take_slack_in_the_order_of_the_file(tmp_path, graded):
    works = [a_competition("b", **SLACK), a_competition("a", **SLACK)]
    works[0]["category"] = "two"
    categories = [{"slug": "all", "weight": 1}, {"slug": "two", "weight": 1}]
    submissions = [handed_in("alice", slug, DUE + 1, 0.72) for slug in "ab"]
    document = a_course(*works, categories=categories, slack={"days": 1})

    alice = graded(tmp_path, document, a_class("alice", submissions=submissions))["alice"]  # fmt: skip

    assert [alice["components"][slug]["slack_used"] for slug in "ba"] == [1, 0]


@both_ways
def test_what_a_track_lacks_takes_no_slack(tmp_path, graded):
    document = a_course(
        a_competition(**SLACK),
        slack={"days": 3},
        tracks=[{"slug": "t1", "without": ["hw"]}],
    )
    facts = a_class("alice", submissions=[handed_in("alice", "hw", DUE + 1, 0.72)])

    alice = graded(tmp_path, document, facts)["alice"]

    assert alice["slack_left"] == 3


@both_ways
def test_what_a_track_lacks_has_no_part_in_top(tmp_path, graded):
    document = a_course(
        a_competition(bonus=5, on_time="2020-09-27"),
        tracks=[{"slug": "t1"}, {"slug": "t2", "without": ["hw"]}],
    )
    work = [handed_in("alice", "hw", DUE, 0.76), handed_in("bob", "hw", DUE, 0.80)]
    facts = a_class("alice", "bob", submissions=work)
    facts["roster"][1]["track"] = "t2"

    alice = graded(tmp_path, document, facts)["alice"]

    assert alice["components"]["hw"]["bonus"] == 5


@both_ways
def test_optimal_spending_sees_through_an_overridden_final(tmp_path, graded):
    document = a_course(
        a_competition(**SLACK), slack={"days": 3, "strategy": "optimal"}
    )
    facts = a_class(
        "alice",
        submissions=[handed_in("alice", "hw", DUE + 1, 0.72)],
        overrides=[{"login": "alice", "target": "final", "value": 50.0}],
    )

    alice = graded(tmp_path, document, facts)["alice"]

    assert (alice["total"], alice["final"]) == (100, 50)


@both_ways
def test_a_pending_component_that_is_overridden_has_no_window(tmp_path, graded):
    document = a_course(a_points("exam", 10))
    override = {"login": "alice", "target": "component:exam", "value": 50.0}

    alice = graded(tmp_path, document, a_class("alice", overrides=[override]))["alice"]

    assert alice["components"]["exam"]["window"] is None


@both_ways
def test_without_weights_each_category_drops_what_leaves_it_most(tmp_path, graded):
    free = {"late_policy": {"kind": "free_days"}, "on_time": "2020-09-27"}
    works = [
        a_points(f"{category}{n}", 10, category=category)
        for category in ("one", "two")
        for n in range(2)
    ]
    for work in works:
        work["components"][0] |= free
    document = a_course(
        *works,
        categories=[{"slug": one, "drop_lowest": 1} for one in ("one", "two")],
        slack={"days": 2},
    )
    results = [result("alice", f"{one}{n}", 3 + 4 * n) for one in ("one", "two") for n in range(2)]  # fmt: skip

    alice = graded(tmp_path, document, a_class("alice", results=results))["alice"]

    assert alice["categories"] == {"one": 70, "two": 70}


@both_ways
def test_a_team_of_a_component_leaves_that_of_the_course(tmp_path, graded):
    report = a_points("report", 10)
    report["components"][0] |= {"team": {"max": 3}, "on_time": "2020-09-27"}
    teams = [
        {"team": "g1", "login": "alice", "component": ""},
        {"team": "g1", "login": "bob", "component": ""},
        {"team": "g2", "login": "bob", "component": "report"},
    ]
    facts = a_class("alice", "bob", teams=teams, results=[result("bob", "report", 10)])

    students = graded(tmp_path, a_course(report), facts)

    assert students["alice"]["components"]["report"]["state"] == "missing"
