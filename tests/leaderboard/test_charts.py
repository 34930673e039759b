import itertools
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderboard.charts import Chart, Point, score_chart

ZONE = ZoneInfo("America/New_York")
START = datetime(2020, 9, 6, 4, tzinfo=UTC)
ON_TIME = datetime(2020, 9, 28, 3, 59, 59, tzinfo=UTC)
LATE = datetime(2020, 10, 19, 3, 59, 59, tzinfo=UTC)
CUTOFFS = {"A": 0.72, "B": 0.66, "C": 0.53, "D": 0.30, "F": 0}


def points(*scores: float) -> list[Point]:
    return [
        Point(at=START + timedelta(days=n + 1), score=score, name=f"try{n}.csv")
        for n, score in enumerate(scores)
    ]


def draw(scores, **changes) -> Chart:
    given = {
        "points": points(*scores),
        "cutoffs": CUTOFFS,
        "deadlines": [("On time", ON_TIME), ("Late", LATE)],
        "minimize": False,
        "zone": ZONE,
        "start": START,
        "at": START + timedelta(days=10),
        "width": 760,
        "height": 300,
    } | changes
    chart = score_chart(**given)
    assert chart is not None
    return chart


def test_nothing_is_drawn_before_the_first_score():
    assert (
        score_chart(
            points=[],
            cutoffs=CUTOFFS,
            deadlines=[],
            minimize=False,
            zone=ZONE,
            start=None,
            at=START,
            width=760,
            height=300,
        )
        is None
    )


def test_a_higher_score_stands_higher_when_higher_is_better():
    low, high = draw([0.4, 0.7]).dots

    assert high.y < low.y


def test_a_lower_score_stands_higher_when_lower_is_better():
    worse, better = draw([9.0, 7.0], minimize=True, cutoffs=None).dots

    assert better.y < worse.y


def test_the_best_line_rises_only_at_records():
    chart = draw([0.4, 0.3, 0.6, 0.6])

    assert [dot.record for dot in chart.dots] == [True, False, True, False]
    first, _, third, _ = chart.dots
    assert chart.best_path.startswith(f"M{first.x} {first.y}H{third.x}V{third.y}H")


def test_cutoff_lines_leave_out_f_and_keep_their_numbers():
    lines = draw([0.5]).cutoffs

    assert [(line.letter, line.score) for line in lines] == [
        ("A", "0.72"),
        ("B", "0.66"),
        ("C", "0.53"),
        ("D", "0.3"),
    ]


def test_cutoffs_of_a_metric_to_minimize_have_a_on_top():
    lines = draw(
        [15.0], minimize=True, cutoffs={"A": 7, "B": 10, "C": 15, "D": 20, "F": 30}
    ).cutoffs

    assert [line.letter for line in lines] == ["A", "B", "C", "D"]


def test_labels_of_close_cutoffs_do_not_overlap():
    lines = draw([0.1], cutoffs={"A": 0.72, "B": 0.719, "C": 0.718, "F": 0}).cutoffs

    gaps = [
        after.label_y - before.label_y for before, after in itertools.pairwise(lines)
    ]
    assert min(gaps) == pytest.approx(14)


def test_a_score_far_worse_than_f_sits_on_the_floor_and_is_marked():
    wild, good = draw(
        [5000.0, 9.0],
        minimize=True,
        cutoffs={"A": 7, "B": 10, "C": 15, "D": 20, "F": 30},
    ).dots

    assert wild.beyond
    assert wild.y == 274
    assert not good.beyond


def test_a_passed_and_the_next_deadline_are_drawn_and_no_later_one():
    during = draw([0.5], at=ON_TIME - timedelta(days=1))
    after = draw([0.5], at=LATE + timedelta(days=1))

    assert [line.label for line in during.deadlines] == ["On time"]
    assert [line.label for line in after.deadlines] == ["On time", "Late"]


def test_now_is_marked_only_inside_the_drawn_time():
    assert draw([0.5], at=ON_TIME - timedelta(days=1)).now_x is not None
    assert draw([0.5], at=LATE + timedelta(days=60)).now_x is None


def test_days_are_those_of_the_course():
    labels = [tick.label for tick in draw([0.5]).x_ticks]

    assert labels == [f"{day} Sep" for day in range(6, 28, 3)]


def test_labels_of_deadlines_an_hour_apart_take_rows_of_their_own():
    deadlines = [("Early", ON_TIME), ("On time", ON_TIME + timedelta(hours=1))]
    lines = draw([0.5], deadlines=deadlines, at=LATE).deadlines

    assert len({line.label_y for line in lines}) == 2


@pytest.mark.parametrize("width", [360, 760])
def test_labels_of_days_have_room(width):
    places = [tick.place for tick in draw([0.5], width=width).x_ticks]

    assert all(after - before >= 45 for before, after in itertools.pairwise(places))


@given(
    scores=st.lists(st.floats(min_value=-1e6, max_value=1e6), min_size=1, max_size=30),
    minimize=st.booleans(),
    days=st.floats(min_value=0, max_value=200),
)
def test_every_dot_lies_inside_the_plot(scores, minimize, days):
    chart = draw(
        scores, minimize=minimize, cutoffs=None, at=START + timedelta(days=days)
    )

    for dot in chart.dots:
        assert chart.left <= dot.x <= chart.right
        assert chart.top <= dot.y <= chart.bottom
