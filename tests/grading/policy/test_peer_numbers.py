"""Numbers that other course systems test, each through the policy that expresses it.

By the product's commands and by the plain loop alike; the quotas are the leaderboard's.
"""

from datetime import UTC, datetime

import pytest

from leaderboard import limits
from tests.factories import CompetitionFactory, EnrollmentFactory, SubmissionFactory
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

HOUR = 3600
DAY = 24 * HOUR
DUE = second("2020-09-27 18:00:00")

both_ways = pytest.mark.parametrize("graded", WAYS)
pytestmark = pytest.mark.django_db


@both_ways
@pytest.mark.parametrize(
    ("points", "late", "policy", "deducted"),
    [
        (1000, 25 * HOUR, {"per_day": 0.10}, 200),
        (1000, 3 * DAY, {"per_day": 0.15}, 450),
        (800, 2 * DAY, {"per_day": 0.10, "floor": 30}, 200),
        (800, 7 * DAY, {"per_day": 0.10, "floor": 30}, 500),
    ],
)
def test_canvas_late_policy(tmp_path, graded, points, late, policy, deducted):
    exam = a_points("exam", 1000)
    exam["components"][0] |= {
        "on_time": "2020-09-27 18:00:00",
        "late_policy": {"kind": "percent_per_day", "of": "possible", **policy},
    }
    facts = a_class("alice", results=[result("alice", "exam", points, DUE + late)])

    alice = graded(tmp_path, a_course(exam), facts)["alice"]

    earned = alice["components"]["exam"]["mark"] / 100 * 1000
    assert points - earned == pytest.approx(deducted, abs=1e-9)


@both_ways
@pytest.mark.parametrize(
    ("scores", "drop", "percent", "dropped"),
    [
        ([(31, 40), (17, 24), (6, 10)], 1, 100 * 48 / 64, ["a2"]),
        ([(31, 40), (17, 24), (7, 10)], 1, 100 * 38 / 50, ["a1"]),
        ([(100, 100), (42, 91), (14, 55), (3, 38)], 2, 100 * 103 / 138, ["a1", "a2"]),
    ],
)
def test_canvas_drops_by_points(tmp_path, graded, scores, drop, percent, dropped):
    categories = [
        {"slug": "all", "weight": 1, "weighting": "points", "drop_lowest": drop}
    ]
    works = [a_points(f"a{n}", most) for n, (_, most) in enumerate(scores)]
    results = [result("alice", f"a{n}", one) for n, (one, _) in enumerate(scores)]
    document = a_course(*works, categories=categories)

    alice = graded(tmp_path, document, a_class("alice", results=results))["alice"]

    states = {slug: one["state"] for slug, one in alice["components"].items()}
    assert [slug for slug, state in states.items() if state == "dropped"] == dropped
    assert alice["categories"]["all"] == pytest.approx(percent, abs=1e-9)


@both_ways
def test_canvas_weights_of_groups(tmp_path, graded):
    categories = [{"slug": "all", "weight": 20}, {"slug": "rest", "weight": 80}]
    works = [a_points("a0", 10), a_points("a1", 10, category="rest")]
    results = [result("alice", "a0", 10), result("alice", "a1", 5)]
    document = a_course(*works, categories=categories)

    alice = graded(tmp_path, document, a_class("alice", results=results))["alice"]

    assert alice["total"] == pytest.approx(60, abs=1e-9)


@both_ways
@pytest.mark.parametrize(
    ("due", "received", "days"),
    [
        # Submitty
        ("2016-07-19 00:00:00", second("2016-07-19 00:00:30"), 1),
        ("2016-07-19 00:00:00", second("2016-07-19 00:00:00"), 0),
        ("2016-07-19 00:00:00", second("2016-07-28 12:00:00"), 10),
        ("2016-07-19 00:00:00", second("2016-07-18 23:55:00"), 0),
        # edulinq
        ("2016-07-19 00:00:00", second("2016-07-19 00:00:00") + DAY, 1),
        ("2016-07-19 00:00:00", second("2016-07-19 00:00:00") + DAY + 1, 2),
    ],
)
def test_days_late_of_submitty_and_edulinq(tmp_path, graded, due, received, days):
    document = a_course(a_competition(on_time=due, late_policy={"kind": "none"}))
    facts = a_class("alice", submissions=[handed_in("alice", "hw", received, 0.7)])

    alice = graded(tmp_path, document, facts)["alice"]

    assert alice["components"]["hw"]["days_late"] == days


@both_ways
@pytest.mark.parametrize(
    ("keep", "kept"), [(2, [9.4743, 7.3754]), (1, [9.4743])]
)  # fmt: skip
def test_moodle_keeps_the_highest(tmp_path, graded, keep, kept):
    scores = [5.374, 9.4743, 2.5474, 7.3754]
    categories = [{"slug": "all", "weight": 1, "keep_best": keep}]
    works = [a_points(f"a{n}", 10) for n in range(4)]
    results = [result("alice", f"a{n}", one) for n, one in enumerate(scores)]
    document = a_course(*works, categories=categories)

    alice = graded(tmp_path, document, a_class("alice", results=results))["alice"]

    graded_ones = [
        one["raw"] for one in alice["components"].values() if one["state"] == "graded"
    ]
    assert graded_ones == kept
    assert alice["total"] == pytest.approx(10 * sum(kept) / keep, abs=1e-9)


@both_ways
def test_submitty_budget_keeps_what_no_longer_fits(tmp_path, graded):
    policy = {"kind": "slack_or_late"}
    works = [
        a_competition(f"h{n}", on_time=day, late="2020-12-01", late_policy=policy)
        for n, day in enumerate(["2020-09-01", "2020-09-10", "2020-09-20"])
    ]
    submissions = [
        handed_in("alice", f"h{n}", second(f"{day} 23:59:59") + late * DAY, 0.72)
        for n, (day, late) in enumerate(
            [("2020-09-01", 1), ("2020-09-10", 2), ("2020-09-20", 3)]
        )
    ]
    document = a_course(*works, slack={"days": 5})

    alice = graded(tmp_path, document, a_class("alice", submissions=submissions))[
        "alice"
    ]

    assert [one["slack_used"] for one in alice["components"].values()] == [1, 2, 0]
    assert alice["slack_left"] == 2


@both_ways
def test_nbgrader_extension_makes_late_work_on_time(tmp_path, graded):
    document = a_course(a_competition(on_time="2020-09-27 18:00:00"))
    facts = a_class(
        "alice",
        submissions=[handed_in("alice", "hw", DUE + 2 * DAY, 0.72)],
        extensions=[{"login": "alice", "component": "hw", "days": 3}],
    )

    found = graded(tmp_path, document, facts)["alice"]["components"]["hw"]

    assert (found["window"], found["days_late"], found["mark"]) == ("on_time", 0, 100)


def test_evalai_quotas(course):
    most = {"total": 100, "monthly": 50, "daily": 10}
    competition = CompetitionFactory(component__course=course, limits=most)
    alice = EnrollmentFactory(course=course)
    now = datetime(2020, 9, 20, 16, tzinfo=UTC)
    for day in (now.replace(month=8), now.replace(month=8), now.replace(day=2), now.replace(day=3), now):  # fmt: skip
        SubmissionFactory(competition=competition, enrollment=alice, received_at=day)

    quota = limits.quota(competition=competition, enrollment=alice, at=now)

    left = (quota.total.left, quota.monthly.left, quota.daily.left)
    assert left == (95, 47, 9)
    assert quota.left == 9
