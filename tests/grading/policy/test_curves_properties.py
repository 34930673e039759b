"""What holds for every method and every class (policies.md section 8)."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grading.policy.columns import EQUAL
from tests.grading.policy.curving import CLASSES, RULES, TOTALS, curve_class

EACH = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
VARIANTS = st.fixed_dictionaries({"per_track": st.booleans(), "floor": st.booleans()})
FAST = settings(max_examples=60, deadline=None)


@EACH
@given(people=CLASSES, variant=VARIANTS)
@FAST
def test_a_higher_total_never_has_a_worse_letter(rule, people, variant):
    made = curve_class(people, replace(rule, **variant))

    ranked = sorted(
        ((track or "") if variant["per_track"] else "", -value, place)
        for (value, _, track), place in zip(people, made.place, strict=True)
        if value == value
    )

    assert all(
        place <= worse
        for (group, _, place), (other, _, worse) in pairwise(ranked)
        if group == other
    )


@EACH
@given(people=CLASSES, variant=VARIANTS)
@FAST
def test_equal_totals_have_equal_letters(rule, people, variant):
    twins = [*people, *people]

    made = curve_class(twins, replace(rule, **variant))

    assert made.letter[: len(people)] == made.letter[len(people) :]


@EACH
@given(people=CLASSES, variant=VARIANTS)
@FAST
def test_the_floor_is_never_below_the_plain_scale(rule, people, variant):
    made = curve_class(people, replace(rule, **{**variant, "floor": True}))

    assert (made.place <= made.plain).all()


@EACH
@given(people=CLASSES, variant=VARIANTS, total=TOTALS)
@FAST
def test_an_outsider_moves_nobody(rule, people, variant, total):
    rule = replace(rule, **variant)

    alone = curve_class(people, rule)
    joined = curve_class([*people, (total, False, "u")], rule)

    assert joined.letter[:-1] == alone.letter
    assert joined.points[:-1].tolist() == pytest.approx(
        alone.points.tolist(), abs=0, nan_ok=True
    )


@EACH
@given(people=CLASSES, variant=VARIANTS, order=st.randoms())
@FAST
def test_the_order_of_students_is_irrelevant(rule, people, variant, order):
    rule = replace(rule, **variant)
    rows = list(range(len(people)))
    order.shuffle(rows)

    made = curve_class(people, rule)
    shuffled = curve_class([people[row] for row in rows], rule)

    assert shuffled.letter == [made.letter[row] for row in rows]


@EACH
@given(people=CLASSES, variant=VARIANTS)
@FAST
def test_everybody_with_a_total_has_a_letter_and_nobody_else(rule, people, variant):
    made = curve_class(people, replace(rule, **variant))

    assert [one is not None for one in made.letter] == [
        value == value for value, _, _ in people
    ]


@given(people=CLASSES)
@FAST
def test_add_never_lowers_a_total_where_it_adds(people):
    made = curve_class(people, RULES["add"])

    for (value, _, _), points, mean in zip(
        people, made.points, made.standing.mean, strict=True
    ):
        if value == value and mean < 80:
            assert points >= value - EQUAL
