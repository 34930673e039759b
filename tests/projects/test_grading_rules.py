"""What several judgements come to, what a rubric takes, how works are dealt."""

from collections import Counter
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.agreeing import Judgement, adjusted, agreed, difference, mean
from projects.gradings.dealing import deal
from projects.rubric import WHOLE, RubricError, rubric_of

POINTS = st.floats(0, 100, allow_nan=False)
JUDGEMENTS = st.lists(st.builds(Judgement, points=POINTS), max_size=5)


@given(JUDGEMENTS, st.integers(0, 5))
def test_the_mean_counts_once_as_many_have_judged_as_were_asked(found, asked):
    points = agreed(found, asked=asked)

    if len(found) < max(1, asked):
        assert points is None
    else:
        assert points == mean(found)
        low, high = min(x.points for x in found), max(x.points for x in found)
        assert low - 1e-9 <= points <= high + 1e-9


@given(JUDGEMENTS, POINTS, st.integers(0, 5))
def test_one_that_settles_counts_alone(found, points, asked):
    settling = Judgement(points=points, settles=True)

    assert agreed([*found, settling], asked=asked) == points
    assert difference([*found, settling]) == difference(found)


@given(POINTS, st.floats(-200, 200))
def test_an_adjusted_member_stays_within_the_maximum(points, by):
    assert 0 <= adjusted(points, by, most=100) <= 100


def test_an_adjustment_is_added_and_held_at_both_ends():
    assert adjusted(50, -5.5, most=60) == 44.5
    assert adjusted(58, 5, most=60) == 60
    assert adjusted(3, -5, most=60) == 0


RUBRIC = rubric_of(
    "rubric",
    {"criteria": [{"slug": "a", "points": 5}, {"slug": "b", "points": 2.5}]},
)


@given(
    st.dictionaries(
        st.sampled_from(["a", "b"]),
        st.floats(-10, 10) | st.sampled_from([nan, inf]),
    )
)
def test_a_rubric_takes_what_is_within_its_criteria_and_nothing_else(points):
    most = {"a": 5, "b": 2.5}
    fits = all(0 <= given <= most[slug] for slug, given in points.items())

    if fits:
        assert RUBRIC.checked(points) == points
        complete = len(points) == 2
        assert RUBRIC.total(points) == (sum(points.values()) if complete else None)
    else:
        with pytest.raises(RubricError):
            RUBRIC.checked(points)


def test_files_are_graded_in_percent_and_points_by_their_number():
    files = rubric_of("files", {"graded": "percent"})
    points = rubric_of("points", {"points": 12.5})

    assert (files.most, files.unit, files.is_whole) == (100, "percent", True)
    assert (points.most, points.unit) == (12.5, "points")
    assert points.total({WHOLE: 7.25}) == 7.25


GRADERS = st.sets(st.integers(1, 9), min_size=1, max_size=6).map(sorted)
WORKS = st.sets(st.integers(100, 180), max_size=40).map(sorted)


@given(WORKS, GRADERS, st.integers(1, 3), st.integers())
def test_works_are_dealt_evenly_and_the_same_again(works, graders, each, seed):
    dealt = deal(works, graders, each=each, seed=seed, kept={})

    assert sorted(dealt) == works
    for given_to in dealt.values():
        assert len(set(given_to)) == len(given_to) == min(each, len(graders))
    load = Counter(dict.fromkeys(graders, 0))
    load.update(one for given_to in dealt.values() for one in given_to)
    if works:
        assert max(load.values()) - min(load.values()) <= 1
    again = deal(works[::-1], graders[::-1], each=each, seed=seed, kept={})
    assert again == dealt


@given(st.data(), WORKS, GRADERS, st.integers(1, 3))
def test_who_grades_already_stays_and_is_not_dealt_the_work_again(
    data, works, graders, each
):
    some = st.sets(st.sampled_from(graders), max_size=3)
    kept = {one: data.draw(some) for one in works[:5]}

    dealt = deal(works, graders, each=each, seed=1, kept=kept)

    for work, added in dealt.items():
        there = kept.get(work, set())
        assert not there & set(added)
        free = len(set(graders) - there)
        assert len(added) == min(free, max(0, each - len(there)))


def test_another_seed_deals_differently():
    works, graders = list(range(100, 130)), [1, 2, 3, 4]

    first, other = (deal(works, graders, each=1, seed=s, kept={}) for s in (1, 2))

    assert first != other
