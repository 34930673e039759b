"""The rule by which those in no team are put together."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseops.teaming.grouping import Plan, group

people = st.sets(st.integers(0, 400).map("s{:03d}".format), max_size=60)
rules = st.tuples(st.integers(1, 6), st.integers(0, 5)).map(
    lambda rule: (rule[0], max(2, rule[0] + rule[1]))
)
teams = st.dictionaries(
    st.integers(0, 50).map("team {}".format), st.integers(1, 8), max_size=8
)


def sizes_of(plan: Plan) -> list[int]:
    return [len(one) for one in plan.groups]


@given(people, teams, rules, st.randoms())
def test_everybody_is_somewhere_once_within_the_rule(alone, sizes, rule, random):
    least, most = rule

    plan = group(alone, sizes, least=least, most=most, seed="1:project")

    seated = [one for some in (*plan.joins.values(), *plan.groups) for one in some]
    assert Counter([*seated, *plan.left]) == Counter(alone)
    assert all(max(2, least) <= size <= most for size in sizes_of(plan))
    assert not plan.groups or max(sizes_of(plan)) - min(sizes_of(plan)) <= 1
    assert all(sizes[team] + len(who) <= most for team, who in plan.joins.items())
    mixed = list(alone)
    random.shuffle(mixed)
    turned = dict(reversed(sizes.items()))
    assert plan == group(mixed, turned, least=least, most=most, seed="1:project")


@given(people, teams, rules)
def test_nobody_stays_alone_while_there_is_room(alone, sizes, rule):
    least, most = rule

    plan = group(alone, sizes, least=least, most=most, seed="0:project")

    full = {team: size + len(plan.joins.get(team, ())) for team, size in sizes.items()}
    assert not plan.left or all(size >= most for size in full.values())
    assert not plan.left or len(plan.left) < max(2, least)


@given(people, teams, rules)
def test_teams_that_are_too_small_come_first(alone, sizes, rule):
    least, most = rule

    plan = group(alone, sizes, least=least, most=most, seed="0:project")

    small = [
        team
        for team, size in sizes.items()
        if size + len(plan.joins.get(team, ())) < least
    ]
    assert not (small and plan.groups)


@pytest.mark.parametrize(
    ("number", "least", "most", "sizes", "left"),
    [
        (0, 1, 5, [], 0),
        (10, 1, 5, [5, 5], 0),
        (11, 1, 5, [4, 4, 3], 0),
        (11, 4, 5, [5, 5], 1),
        (6, 4, 5, [5], 1),
        (3, 4, 5, [], 3),
        (1, 1, 5, [], 1),
        (6, 1, 5, [3, 3], 0),
    ],
)
def test_groups_are_as_few_as_can_be_and_equal(number, least, most, sizes, left):
    alone = [f"s{one}" for one in range(number)]

    plan = group(alone, {}, least=least, most=most, seed="0:project")

    assert (sizes_of(plan), len(plan.left)) == (sizes, left)


def test_who_is_too_few_for_a_group_joins_the_smallest_teams():
    plan = group(
        ["ann", "ben"], {"owls": 3, "crows": 4}, least=3, most=5, seed="0:project"
    )

    assert {team: len(who) for team, who in plan.joins.items()} == {
        "owls": 1,
        "crows": 1,
    }


def test_another_seed_makes_other_groups():
    alone = [f"s{one}" for one in range(20)]

    made = {
        tuple(group(alone, {}, least=2, most=4, seed=f"{seed}:p").groups)
        for seed in range(5)
    }

    assert len(made) == 5
