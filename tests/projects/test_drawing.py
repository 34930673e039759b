"""Drawing reviewers: as even as it can be, by the seed alone, never who must not."""

import time
from collections import Counter
from itertools import chain, combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.reviews.drawing import DrawingError, Numbers, draw, numbered


@st.composite
def small_cases(draw_from):
    reviewers = list(range(draw_from(st.integers(1, 4))))
    papers = [10 + one for one in range(draw_from(st.integers(1, 4)))]
    every = list(product(reviewers, papers))
    forbidden = draw_from(st.sets(st.sampled_from(every), max_size=5))
    k = draw_from(st.integers(1, 2))
    kept = set()
    for one in reviewers:
        mine = [pair for pair in every if pair[0] == one]
        kept |= draw_from(st.sets(st.sampled_from(mine), max_size=min(k, 1)))
    return reviewers, papers, forbidden, kept, k


def _squares(pairs, papers):
    loads = Counter(paper for _, paper in pairs)
    return sum(loads[paper] ** 2 for paper in papers)


def _choices(reviewer, papers, forbidden, kept, k):
    has = {paper for one, paper in kept if one == reviewer}
    free = [
        one for one in papers if one not in has and (reviewer, one) not in forbidden
    ]
    return [
        [(reviewer, paper) for paper in (*has, *more)]
        for more in combinations(free, max(0, k - len(has)))
    ]


@given(small_cases(), st.integers(0, 5))
def test_it_is_as_even_as_any_drawing_could_be(case, seed):
    reviewers, papers, forbidden, kept, k = case
    choices = [_choices(one, papers, forbidden, kept, k) for one in reviewers]

    if not all(choices):
        with pytest.raises(DrawingError):
            draw(reviewers, papers, k=k, seed=seed, forbidden=forbidden, kept=kept)
        return
    found = draw(reviewers, papers, k=k, seed=seed, forbidden=forbidden, kept=kept)

    assert set(kept) <= set(found)
    assert not (set(found) - kept) & forbidden
    assert Counter(one for one, _ in found) == dict.fromkeys(reviewers, k)
    best = min(
        _squares([*chain.from_iterable(chosen)], papers) for chosen in product(*choices)
    )
    assert _squares(found, papers) == best


@given(st.randoms(use_true_random=False))
def test_the_order_of_what_comes_in_is_of_no_matter(random):
    people = list(range(20))
    own = [(one, one // 2) for one in people]
    first = draw(people, range(10), k=3, seed=7, forbidden=own, kept=[(0, 4), (9, 2)])
    random.shuffle(people)
    random.shuffle(own)

    again = draw(
        people,
        sorted(range(10), reverse=True),
        k=3,
        seed=7,
        forbidden=own,
        kept=[(9, 2), (0, 4)],
    )

    assert again == first


def test_another_seed_draws_otherwise():
    own = [(one, one) for one in range(50)]

    assert draw(range(50), range(50), k=3, seed=1, forbidden=own) != draw(
        range(50), range(50), k=3, seed=2, forbidden=own
    )


@pytest.mark.parametrize("seed", range(3))
def test_300_students_review_three_and_are_reviewed_three_times(seed):
    own = [(one, one) for one in range(300)]
    began = time.process_time()

    found = draw(range(300), range(300), k=3, seed=seed, forbidden=own)

    assert time.process_time() - began < 5
    assert Counter(one for one, _ in found) == dict.fromkeys(range(300), 3)
    assert Counter(paper for _, paper in found) == dict.fromkeys(range(300), 3)
    assert not set(found) & set(own)
    assert len(set(found)) == 900


def test_papers_of_teams_get_counts_that_differ_by_one():
    sizes = [1, 2, 3, 4] * 30
    own = [
        (member, team)
        for team, size in enumerate(sizes)
        for member in range(sum(sizes[:team]), sum(sizes[: team + 1]))
    ]

    found = draw(range(300), range(120), k=3, seed=1, forbidden=own)

    assert not set(found) & set(own)
    assert set(Counter(paper for _, paper in found).values()) == {7, 8}


def test_conflicts_are_gone_around_by_handing_on():
    # Only 0 may review paper 3, so nobody but 0 can even it out.
    others = [(one, 3) for one in (1, 2, 3)]

    found = draw(range(4), range(4), k=1, seed=1, forbidden=others)

    assert (0, 3) in found
    assert sorted(paper for _, paper in found) == [0, 1, 2, 3]


def test_whoever_cannot_be_served_is_named_with_what_is_left():
    with pytest.raises(DrawingError) as refused:
        draw([1, 2], [1, 2, 3], k=3, seed=1, forbidden=[(1, 1), (2, 9)])

    assert refused.value.left == {1: 2}
    assert str(refused.value) == "only 2 papers are left for 1, who needs 3"


def test_what_others_have_begun_counts_for_its_paper():
    found = draw([1], [10, 11], k=1, seed=1, kept=[(5, 10), (5, 12)])

    assert found == [(1, 11), (5, 10), (5, 12)]


def test_what_somebody_has_stays_unless_a_late_paper_needs_it():
    own = [(one, one) for one in range(10)]
    first = draw(range(9), range(9), k=3, seed=1, forbidden=own)

    same = draw(range(9), range(9), k=3, seed=2, forbidden=own, now=first)
    late = draw(range(10), range(10), k=3, seed=2, forbidden=own, now=first)

    assert same == first
    assert set(Counter(paper for _, paper in late).values()) == {3}
    assert len(set(first) - set(late)) <= 3


def test_nobody_to_draw_is_nothing_drawn():
    assert draw([], [], k=3, seed=1) == []


def test_numbers_are_each_sides_own_and_those_known_stay():
    pairs = [(1, 10), (1, 11), (1, 12), (2, 10)]
    known = {(1, 11): Numbers(number=2, shown_as=4)}

    found = numbered(pairs, seed=3, known=known)

    assert found[1, 11] == known[1, 11]
    assert {found[1, 10].number, found[1, 12].number} == {1, 3}
    assert {found[1, 10].shown_as, found[2, 10].shown_as} == {1, 2}


def test_numbers_tell_nothing_about_keys():
    pairs = [(one, 100 + two) for one in range(60) for two in range(3)]

    found = numbered(pairs, seed=1, known={})

    firsts = Counter(
        paper for (_, paper), numbers in found.items() if numbers.number == 1
    )
    assert set(firsts) == {100, 101, 102}
    assert min(firsts.values()) > 8
