"""What holds for all scores: more is never worse (policies.md sections 2 to 4a, 7)."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reference.memory import book_of, plan_of
from tests.reference.small import (
    a_class,
    a_competition,
    a_course,
    a_points,
    handed_in,
    result,
    second,
)

pytestmark = pytest.mark.django_db

HOUR = 3600
DUE = second("2020-09-27 18:00:00")
DATES = {"early": "2020-09-20", "on_time": "2020-09-27 18:00:00", "late": "2020-10-10"}
DUES = ["2020-09-20 18:00:00", "2020-09-27 18:00:00", "2020-10-04 18:00:00"]
POLICIES = [
    {"kind": "refuse"},
    {"kind": "slack_or_late"},
    {"kind": "free_days"},
    {"kind": "percent_per_day", "per_day": 0.1, "of": "mark", "floor": 30},
    {"kind": "percent_per_day", "per_day": 0.3},
    {"kind": "none"},
]
# Hours after the deadline, and a score.
works = st.lists(
    st.tuples(st.integers(-200, 300), st.sampled_from([0.1, 0.4, 0.6, 0.7, 0.75, 0.9])),
    max_size=5,
)
few = settings(max_examples=25)


def work_of(
    login: str, slug: str, due: int, rows: list[tuple[int, float]]
) -> list[dict]:
    return [
        handed_in(login, slug, due + hours * HOUR, score, name=f"{slug}-{n}")
        for n, (hours, score) in enumerate(rows)
    ]


def final_of(plan, facts) -> float:
    return float(book_of(plan, facts).final.mark[0])


@pytest.mark.parametrize("policy", POLICIES, ids=str)
def test_a_better_score_never_lowers_the_mark(tmp_path, policy):
    dated = {key: value for key, value in DATES.items() if policy["kind"] != "refuse" or key != "late"}  # fmt: skip
    document = a_course(
        a_competition(bonus=5, late_policy=policy, **dated), slack={"days": 3}
    )
    plan = plan_of(tmp_path, document)
    top = handed_in("bob", "hw", DUE, 0.8)

    @few
    @given(works.filter(bool), st.integers(0, 4), st.floats(0, 0.5))
    def holds(rows, place, more):
        place %= len(rows)
        better = list(rows)
        better[place] = (rows[place][0], rows[place][1] + more)
        marks = [
            book_of(plan, a_class("alice", "bob", submissions=[top, *work_of("alice", "hw", DUE, one)]))
            .components["hw"].mark[0]
            for one in (rows, better)
        ]  # fmt: skip
        assert marks[1] >= marks[0] - 1e-9

    holds()


def three_homeworks(strategy: str, days: int, policy: dict, slug: str) -> dict:
    works = [
        a_competition(f"hw{n}", on_time=due, late="2020-11-01", late_policy=policy)
        for n, due in enumerate(DUES)
    ]
    document = a_course(*works, slack={"days": days, "strategy": strategy})
    document["course"]["slug"] = slug
    return document


@pytest.mark.parametrize("policy", POLICIES[1:3], ids=str)
def test_optimal_spending_is_never_worse_and_grows_with_slack(tmp_path, policy):
    documents = [
        three_homeworks(strategy, days, policy, f"{strategy[:2]}{days}")
        for strategy, days in [("chronological", 4), ("optimal", 2), ("optimal", 4), ("optimal", 7)]
    ]  # fmt: skip
    chronological, *optimal = [plan_of(tmp_path, document) for document in documents]

    @few
    @given(st.tuples(works, works, works))
    def holds(rows):
        submissions = [
            one
            for n, (due, some) in enumerate(zip(DUES, rows, strict=True))
            for one in work_of("alice", f"hw{n}", second(due), some)
        ]
        facts = a_class("alice", submissions=submissions)
        finals = [final_of(plan, facts) for plan in optimal]
        assert all(less <= more + 1e-9 for less, more in pairwise(finals))
        assert finals[1] >= final_of(chronological, facts) - 1e-9

    holds()


def test_more_slack_never_lowers_a_lone_mark_spent_chronologically(tmp_path):
    plans = []
    for days in (0, 1, 3, 7):
        document = a_course(
            a_competition(late_policy={"kind": "slack_or_late"}, **DATES),
            slack={"days": days},
        )
        document["course"]["slug"] = f"slack{days}"
        plans.append(plan_of(tmp_path, document))

    @few
    @given(works)
    def holds(rows):
        facts = a_class("alice", submissions=work_of("alice", "hw", DUE, rows))
        finals = [final_of(plan, facts) for plan in plans]
        assert all(less <= more + 1e-9 for less, more in pairwise(finals))

    holds()


@pytest.mark.parametrize("weighting", [None, "points"])
def test_a_drop_never_lowers(tmp_path, weighting):
    plans = []
    for drop in range(4):
        category = {"slug": "all", "weight": 1, "drop_lowest": drop}
        if weighting:
            category["weighting"] = weighting
        points = [10, 38, 24, 55]
        document = a_course(*(a_points(f"a{n}", most) for n, most in enumerate(points)), categories=[category])  # fmt: skip
        document["course"]["slug"] = f"drop{drop}"
        plans.append(plan_of(tmp_path, document))

    @few
    @given(st.lists(st.integers(0, 10), min_size=4, max_size=4))
    def holds(scores):
        results = [result("alice", f"a{n}", score) for n, score in enumerate(scores)]
        facts = a_class("alice", results=results)
        finals = [final_of(plan, facts) for plan in plans]
        assert all(less <= more + 1e-9 for less, more in pairwise(finals))

    holds()
