"""Drops (policies.md section 7) and rows 5 to 7 and 11 of other systems' numbers."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.policy import drops


def kept_of(marks, keep):
    columns = [np.array([mark], float) for mark in marks]
    pool = [np.array([True]) for _ in marks]
    return drops.keep_highest(columns, pool, np.array([keep]))[:, 0].tolist()


def kept_points(earned, points, keep):
    columns = [
        np.array([100 * e / p], float) for e, p in zip(earned, points, strict=True)
    ]
    pool = [np.array([True]) for _ in points]
    kept = drops.keep_highest_share(columns, pool, points, np.array([keep]))[:, 0]
    pairs = [(e, p) for e, p, k in zip(earned, points, kept, strict=True) if k]
    return tuple(map(sum, zip(*pairs, strict=True)))


@pytest.mark.parametrize(
    ("earned", "points", "drop", "left"),
    [
        ([31, 17, 6], [40, 24, 10], 1, (48, 64)),
        ([31, 17, 7], [40, 24, 10], 1, (38, 50)),
        ([100, 42, 14, 3], [100, 91, 55, 38], 2, (103, 138)),
    ],
)
def test_canvas_drops_leave_the_highest_percentage(earned, points, drop, left):
    assert kept_points(earned, points, len(points) - drop) == left


def test_moodle_keeps_the_best():
    marks = [5.374, 9.4743, 2.5474, 7.3754]

    assert kept_of(marks, 2) == [False, True, False, True]
    assert kept_of(marks, 1) == [False, True, False, False]


def test_of_equal_marks_the_later_goes():
    assert kept_of([50, 50 + 1e-10, 50], 1) == [True, False, False]


@pytest.mark.parametrize(
    ("pool", "keep_best", "drop_lowest", "keep"),
    [
        (14, 12, None, 12),
        (5, 12, None, 5),
        (5, None, 1, 4),
        (1, None, 1, 1),
        (0, None, 1, 0),
        (3, None, 5, 1),
        (3, None, None, 3),
    ],
)
def test_how_many_stay(pool, keep_best, drop_lowest, keep):
    kept = drops.how_many_to_keep(
        np.array([pool]), keep_best=keep_best, drop_lowest=drop_lowest
    )

    assert kept.tolist() == [keep]


marks = st.lists(st.integers(0, 100), min_size=1, max_size=7)


@given(marks, st.data())
def test_dropping_never_lowers_the_mean(marks, data):
    keep = data.draw(st.integers(1, len(marks)))
    kept = kept_of(marks, keep)
    stay = [mark for mark, stays in zip(marks, kept, strict=True) if stays]

    assert len(stay) == keep
    assert sorted(stay) == sorted(marks)[-keep:]
    assert np.mean(stay) >= np.mean(marks) - 1e-9


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), min_size=1, max_size=7),
    st.data(),
)
def test_by_points_no_other_choice_leaves_a_higher_percentage(items, data):
    earned, points = zip(*items, strict=True)
    keep = data.draw(st.integers(1, len(items)))
    got, of = kept_points(earned, points, keep)

    best = max(
        sum(e for e, _ in chosen) / sum(p for _, p in chosen)
        for chosen in combinations(items, keep)
    )

    assert got / of == pytest.approx(best, abs=1e-9)


@given(st.lists(marks.filter(lambda m: len(m) > 1), min_size=2, max_size=5), st.data())
def test_each_student_is_judged_alone(students, data):
    width = min(map(len, students))
    table = np.array([row[:width] for row in students], float).T
    keep = np.array([data.draw(st.integers(1, width)) for _ in students])
    pool = [np.ones(len(students), dtype=bool)] * width

    together = drops.keep_highest(list(table), pool, keep)

    for column, count in enumerate(keep):
        assert together[:, column].tolist() == kept_of(table[:, column], count)
