"""A class's finals as a drawing: bars, and lines where letters begin."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from grading.derivation.steps import exact
from grading.policy.boundaries import Boundary
from grading.policy.columns import EQUAL, Floats

WIDTH, HEIGHT = 640.0, 270.0
LEFT, RIGHT, TOP, BOTTOM = 30.0, 16.0, 62.0, 26.0
MOST_BARS = 40
STEPS = (1, 2, 5, 10, 20, 50, 100, 1000)
# Boundaries further than this from everybody's final are told, not drawn.
REACH = 15.0
ROWS = 3
ROW_HEIGHT = 17.0
CHARACTER = 7.0
GAP = 1.0


@dataclass(frozen=True, kw_only=True)
class Bar:
    """How many finals lie in ``[low, high)``; the place of the bar in the drawing."""

    x: float
    y: float
    width: float
    height: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, kw_only=True)
class Line:
    """Where a letter begins; ``y`` is its label's, so that neighbours do not touch."""

    x: float
    y: float
    letter: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A number at an axis."""

    at: float
    label: str


@dataclass(frozen=True, kw_only=True)
class Histogram:
    """Everything that a template draws, in units of an SVG."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    bars: Sequence[Bar]
    lines: Sequence[Line]
    across: Sequence[Tick]
    up: Sequence[Tick]


def draw(values: Floats, boundaries: Sequence[Boundary]) -> Histogram | None:
    """Lay out *values* (NaN left out); None where there are none."""
    known = values[~np.isnan(values)]
    if not known.size:
        return None
    shown = [
        one
        for one in boundaries
        if known.min() - REACH <= one.value <= known.max() + REACH
    ]
    ends = [float(known.min()), float(known.max()), *(one.value for one in shown)]
    step = next(s for s in STEPS if (max(ends) - min(ends)) / s <= MOST_BARS - 2)
    first = floor((min(ends) + EQUAL) / step)
    last = max(floor((max(ends) + EQUAL) / step) + 1, first + 1)
    frame = _Frame(low=first * step, high=last * step, most=1)
    place = np.floor((known + EQUAL) / step).astype(np.int64) - first
    counts = np.bincount(place, minlength=last - first).tolist()
    frame = _Frame(low=first * step, high=last * step, most=max(counts))
    return Histogram(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        top=TOP,
        bottom=HEIGHT - BOTTOM,
        bars=[
            frame.bar((first + n) * step, step, count)
            for n, count in enumerate(counts)
            if count
        ],
        lines=_lines(shown, frame),
        across=frame.across(),
        up=frame.up(),
    )


@dataclass(frozen=True, kw_only=True)
class _Frame:
    """The axes: finals from *low* to *high*, up to *most* people."""

    low: float
    high: float
    most: int

    def x(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(LEFT + share * (WIDTH - RIGHT - LEFT), 1)

    def y(self, count: float) -> float:
        bottom = HEIGHT - BOTTOM
        return round(bottom - count / self.most * (bottom - TOP), 1)

    def bar(self, low: float, step: float, count: int) -> Bar:
        left, right = self.x(low) + GAP / 2, self.x(low + step) - GAP / 2
        return Bar(
            x=round(left, 1),
            y=self.y(count),
            width=round(right - left, 1),
            height=round(HEIGHT - BOTTOM - self.y(count), 1),
            low=low,
            high=low + step,
            count=count,
        )

    def across(self) -> list[Tick]:
        step = next(s for s in STEPS if (self.high - self.low) / s <= 12)
        first = ceil(self.low / step)
        numbers = range(first * step, floor(self.high) + 1, step)
        return [Tick(at=self.x(n), label=str(n)) for n in numbers]

    def up(self) -> list[Tick]:
        step = next((s for s in STEPS if self.most / s <= 4), STEPS[-1])
        return [Tick(at=self.y(n), label=str(n)) for n in range(0, self.most + 1, step)]


def _lines(boundaries: Sequence[Boundary], frame: _Frame) -> list[Line]:
    lines: list[Line] = []
    until = [float("-inf")] * ROWS
    for one in sorted(boundaries, key=lambda one: one.value):
        x, value = frame.x(one.value), exact(round(one.value, 2))
        half = len(f"{one.letter} {value}") * CHARACTER / 2
        row = next((n for n in range(ROWS) if x - half > until[n]), ROWS - 1)
        until[row] = x + half
        y = TOP - 12 - row * ROW_HEIGHT
        lines.append(Line(x=x, y=y, letter=one.letter, value=value))
    return lines
