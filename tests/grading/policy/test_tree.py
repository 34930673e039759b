"""Weights, extra credit and the total (policies.md section 7)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.policy.plan import (
    AssignmentPlan,
    Bonus,
    CategoryPlan,
    ComponentPlan,
    CoursePlan,
)
from grading.policy.tree import roll_up
from grading.policy.when import NEVER

PENDING = float("nan")


def work(slug, **fields):
    """Return an assignment of one component with the same slug."""
    part = ComponentPlan(slug=slug, title=slug, kind="points")
    return AssignmentPlan(slug=slug, title=slug, components=(part,), **fields)


def category(slug, *assignments, **fields):
    return CategoryPlan(slug=slug, title=slug, assignments=assignments, **fields)


def course(*categories):
    return CoursePlan(slug="c", title="c", time_zone="UTC", categories=categories)


def tree(plan, **marks):
    columns = {slug: np.array([mark], float) for slug, mark in marks.items()}
    return roll_up(plan, columns, name="total", size=1)


def total(plan, **marks):
    return tree(plan, **marks).mark[0]


def category_mark(*assignments, marks, **fields):
    one = category("only", *assignments, weight=1, **fields)
    return tree(course(one), **marks).categories["only"].mark[0]


def test_canvas_weighted_groups():
    plan = course(
        category("light", work("a"), weight=20), category("heavy", work("b"), weight=80)
    )

    assert total(plan, a=100, b=50) == 60


def test_weights_of_what_is_there_scale_up():
    plan = course(
        category("quizzes", work("a"), weight=24),
        category("homework", work("b"), weight=51),
        category("project", work("c"), weight=25),
    )

    assert total(plan, a=80, b=60, c=PENDING) == pytest.approx(
        (24 * 80 + 51 * 60) / 75, abs=1e-9
    )


def test_components_are_weighted_within_their_assignment():
    parts = tuple(
        ComponentPlan(slug=slug, title=slug, kind="points", weight=weight)
        for slug, weight in (("p1", 50), ("p2", 50), ("free", 0))
    )
    hw1 = AssignmentPlan(slug="hw1", title="hw1", components=parts)

    marks = {"p1": 80, "p2": 90, "free": 0}

    assert category_mark(hw1, marks=marks) == 85


def test_by_points_an_assignment_counts_by_its_points():
    items = [work("a", points=9), work("b", points=20)]

    assert category_mark(
        *items, marks={"a": 100, "b": 50}, by_points=True
    ) == pytest.approx(100 * 19 / 29, abs=1e-9)


def test_without_points_of_its_own_an_assignment_counts_its_components():
    parts = tuple(
        ComponentPlan(slug=slug, title=slug, kind="points", points=points)
        for slug, points in (("p1", 4.0), ("p2", 6.0))
    )

    assert AssignmentPlan(slug="x", title="x", components=parts).worth == 10


def test_weight_zero_is_in_no_pool():
    items = [work("quiz-0", weight=0), work("quiz-1"), work("quiz-2")]

    marks = {"quiz-0": 100, "quiz-1": 60, "quiz-2": 80}

    assert category_mark(*items, marks=marks, keep_best=1) == 80


def test_keep_best_of_what_has_passed():
    items = [work(f"q{n}") for n in range(1, 5)]

    marks = {"q1": 50, "q2": 100, "q3": PENDING, "q4": PENDING}

    assert category_mark(*items, marks=marks, keep_best=3) == 75
    assert category_mark(*items, marks=marks, keep_best=1) == 100


def test_a_level_without_anything_is_null():
    grown = tree(course(category("only", work("a"), weight=1)), a=PENDING)

    assert np.isnan(grown.assignments["a"][0])
    assert np.isnan(grown.categories["only"].mark[0])
    assert np.isnan(grown.mark[0])


@pytest.mark.parametrize(
    ("base", "points", "cap", "bonus_mark", "expected"),
    [
        (90, 2, 100.0, 50, 91),
        (99, 2, 100.0, 100, 100),
        (102, 2, 100.0, 100, 102),
        (99, 2, NEVER, 100, 101),
        (99, 2, 101.5, 100, 101),
        (90, 2, 100.0, PENDING, 90),
        (90, None, 100.0, 100, 90),
    ],
)
def test_extra_credit_of_an_assignment(base, points, cap, bonus_mark, expected):
    extra = work("bonus", extra_credit=Bonus(points=points, cap=cap))

    marks = {"hw": base, "bonus": bonus_mark}

    assert category_mark(work("hw"), extra, marks=marks) == expected


def test_extra_credit_of_a_category_can_lift_the_total_above_100():
    plan = course(
        category("homework", work("hw"), weight=80),
        category(
            "participation", work("talk"), extra_credit=Bonus(points=5, cap=NEVER)
        ),
    )

    assert total(plan, hw=98, talk=80) == 102


def test_extra_credit_alone_makes_no_mark():
    extra = work("bonus", extra_credit=Bonus(points=2, cap=100.0))

    assert np.isnan(category_mark(extra, marks={"bonus": 100}))


def test_a_category_without_weight_leaves_the_course_without_total():
    plan = course(category("a", work("x"), weight=1), category("b", work("y")))

    assert not plan.has_weights
    assert np.isnan(total(plan, x=100, y=100))


marks = st.one_of(st.just(PENDING), st.floats(0, 105))


@given(st.lists(st.tuples(marks, marks, marks), min_size=1, max_size=20))
def test_one_student_alone_has_the_total_that_they_have_in_the_class(rows):
    plan = course(
        category("q", work("a"), work("b"), weight=24, keep_best=1),
        category("h", work("c"), weight=51.5),
    )
    table = np.array(rows, float)
    slugs = ("a", "b", "c")

    columns = {slug: table[:, place] for place, slug in enumerate(slugs)}
    whole = roll_up(plan, columns, name="total", size=len(rows)).mark
    alone = [total(plan, **dict(zip(slugs, row, strict=True))) for row in rows]

    assert np.array_equal(whole, np.array(alone), equal_nan=True)


@given(st.lists(marks, min_size=3, max_size=3), st.floats(0, 20))
def test_a_better_mark_never_lowers_the_total(values, more):
    plan = course(
        category("q", work("a"), work("b"), weight=24, drop_lowest=1),
        category("h", work("c"), weight=51.5),
    )
    before = total(plan, a=values[0], b=values[1], c=values[2])
    after = total(plan, a=values[0] + more, b=values[1], c=values[2])

    assert np.isnan(before) or after >= before - 1e-9
