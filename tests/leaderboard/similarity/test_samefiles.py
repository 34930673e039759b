"""Whose code holds the same files."""

import random
import time
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderboard.similarity.samefiles import SMALLEST, File, same_files


def file(entrant, sha256, size=100, name=""):
    return File(entrant=entrant, name=name or f"{sha256}.py", sha256=sha256, size=size)


def find(*files, entrants=10, most=100):
    return same_files(files, entrants=entrants, most=most)


def test_a_pair_with_what_it_shares_of_either():
    found = find(
        file(1, "a", 300),
        file(1, "b", 100),
        file(2, "a", 300, "b.py"),
        file(2, "c", 900),
    )

    (pair,) = found.pairs
    assert (pair.one, pair.other, pair.shared) == (1, 2, 300)
    assert (pair.of_one, pair.of_other, pair.share) == (0.75, 0.25, 0.75)
    (same,) = pair.files
    assert same.names == {1: ["a.py"], 2: ["b.py"]}
    assert found.groups == [same]


def test_the_strongest_pair_comes_first():
    files = [file(1, "a"), file(2, "a"), file(2, "x", 900), file(3, "b"), file(4, "b")]
    files += [file(3, "y", 50_000), file(4, "z", 50_000), file(1, "w", 100)]

    found = find(*files)

    assert [(one.one, one.other) for one in found.pairs] == [(1, 2), (3, 4)]


def test_tiny_files_tell_nothing():
    tiny = SMALLEST - 1

    assert find(file(1, "a", tiny), file(2, "a", tiny)).pairs == []


@pytest.mark.parametrize(
    ("having", "entrants", "is_out"),
    [(2, 2, False), (2, 3, False), (3, 3, True), (3, 5, True), (3, 6, False)],
)
def test_what_more_than_half_have_is_handed_out(having, entrants, is_out):
    found = find(*(file(one, "a") for one in range(having)), entrants=entrants)

    assert bool(found.handed_out) == is_out
    assert bool(found.pairs) != is_out


def test_what_is_handed_out_is_no_part_of_the_share():
    files = [file(one, "starter", 5000) for one in range(9)]

    (pair,) = find(*files, file(1, "a"), file(2, "a")).pairs

    assert (pair.share, pair.shared) == (1, 100)
    assert [same.sha256 for same in pair.files] == ["a"]


def test_a_file_that_somebody_has_twice_counts_once():
    (pair,) = find(file(1, "a"), file(1, "a", name="z.py"), file(2, "a")).pairs

    assert pair.shared == 100
    assert pair.files[0].names[1] == ["a.py", "z.py"]


def test_pairs_beyond_the_most_are_counted():
    found = find(*(file(one, "a") for one in range(5)), most=4)

    assert (len(found.pairs), found.more) == (4, 6)


@given(
    st.lists(
        st.builds(file, st.integers(0, 7), st.sampled_from("abcdefgh"), st.just(100)),
        max_size=40,
    ),
    st.integers(8, 12),
)
def test_pairs_are_those_of_the_sets(files, entrants):
    held = {one: {f.sha256 for f in files if f.entrant == one} for one in range(8)}
    having = {h: sum(h in own for own in held.values()) for h in "abcdefgh"}
    out = {h for h, number in having.items() if number >= 3 and 2 * number > entrants}

    found = find(*files, entrants=entrants)

    assert {same.sha256 for same in found.handed_out} == out
    assert {(one.one, one.other): one.shared for one in found.pairs} == {
        (one, other): 100 * len(held[one] & held[other] - out)
        for one, other in combinations(range(8), 2)
        if held[one] & held[other] - out
    }
    assert all(0 < pair.share <= 1 for pair in found.pairs)
    shares = [pair.share for pair in found.pairs]
    assert shares == sorted(shares, reverse=True)
    assert find(*reversed(files), entrants=entrants).pairs == found.pairs


def test_a_thousand_hand_ins_take_about_a_second():
    rng = random.Random(1)
    files = [
        file(one, f"{rng.randrange(n * 60, n * 60 + 60)}")
        for one in range(1000)
        for n in range(30)
    ]
    began = time.process_time()

    found = find(*files, entrants=1000)

    assert len(found.pairs) == 100
    assert time.process_time() - began < 3
