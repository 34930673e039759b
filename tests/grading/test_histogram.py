"""The drawing of a class's finals holds everybody and every boundary in reach."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from grading.histogram import MOST_BARS, ROWS, draw
from grading.policy.boundaries import Boundary


def drawn(values, **letters):
    begins = [Boundary(letter=letter, value=value) for letter, value in letters.items()]
    return draw(np.array(values, dtype=float), begins)


def test_without_finals_there_is_no_drawing():
    assert drawn([float("nan")], A=90) is None


def test_bars_hold_what_is_from_their_low_end_to_below_their_high_end():
    bars = drawn([70, 79.5, 80, 80.5, 81, 90]).bars

    assert [(bar.low, bar.count) for bar in bars] == [
        (70, 1),
        (79, 1),
        (80, 2),
        (81, 1),
        (90, 1),
    ]


def test_noise_below_a_whole_number_is_that_number():
    assert drawn([90 - 1e-12, 90]).bars[0].count == 2


def test_lines_stand_where_letters_begin():
    found = drawn([60, 100], A=90, B=80)

    lines = {line.letter: line.x for line in found.lines}
    ticks = {tick.label: tick.at for tick in found.across}
    assert lines["A"] == ticks["90"]
    assert lines["B"] == ticks["80"]


def test_boundaries_out_of_reach_are_not_drawn():
    assert [line.letter for line in drawn([85, 95], A=90, F=0).lines] == ["A"]


def test_labels_close_to_each_other_stand_in_rows():
    found = drawn([50, 99], A=90, B=89.5, C=89)

    assert len({line.y for line in found.lines}) == ROWS


@given(st.lists(st.floats(-50, 500), min_size=1, max_size=30))
def test_everybody_is_in_one_bar_inside_the_drawing(values):
    found = drawn(values, A=90)

    assert sum(bar.count for bar in found.bars) == len(values)
    assert len(found.bars) <= MOST_BARS
    assert all(
        found.left <= bar.x and bar.x + bar.width <= found.right for bar in found.bars
    )
    assert all(bar.y >= found.top - 0.1 for bar in found.bars)
