"""Outliers of reviews, worked by hand."""

import pytest

from projects.reviews.outliers import Scored, apart, leanings, spreads


def _scored(*rows):
    return [
        Scored(review=at, reviewer=reviewer, paper=paper, points=points)
        for at, (reviewer, paper, points) in enumerate(rows)
    ]


# Reviewer 1 is 4 and 2 above the others, of 10.
ROWS = _scored((1, 7, 9), (2, 7, 5), (3, 7, 5), (1, 8, 8), (2, 8, 6), (4, 9, 3))


def test_a_review_is_measured_by_the_others_of_its_paper():
    found = {one.scored.review: one for one in apart(ROWS, most=10)}

    assert found[0].share == pytest.approx(0.4)
    assert found[0].others == 5
    assert found[1].share == pytest.approx((5 - 7) / 10)
    assert 5 not in found
    assert [one for one in found if found[one].is_far] == [0]


def test_the_farthest_come_first():
    assert [one.scored.review for one in apart(ROWS, most=10)] == [0, 1, 2, 3, 4]


def test_who_is_above_others_again_and_again_leans():
    first, *others = leanings(ROWS, most=10)

    assert (first.reviewer, first.count) == (1, 2)
    assert first.share == pytest.approx(0.3)
    assert first.leans
    # One review is no habit.
    assert [one.leans for one in others if one.reviewer == 3] == [False]


def test_a_paper_whose_reviews_are_wide_apart_comes_first():
    found = spreads(ROWS, most=10)

    assert [one.paper for one in found] == [7, 8, 9]
    assert found[0].points == [5, 5, 9]
    assert found[0].is_wide
    assert found[2].share == 0


def test_nothing_is_apart_of_nothing():
    assert (apart([], most=10), leanings([], most=10), spreads([], most=10)) == (
        [],
        [],
        [],
    )
