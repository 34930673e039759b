"""The scores of a class as a histogram with cutoffs across: geometry of an SVG.

Right is better whatever the metric's direction: *goodness* is the score where more is
better, its negative where less is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

WIDTH, HEIGHT = 720.0, 240.0
LEFT, RIGHT, TOP, BOTTOM = 12.0, 12.0, 30.0, 28.0
BINS = 30
TICKS = 6
# The part of the axis beyond the last and the first score or cutoff.
MARGIN = 0.06


@dataclass(frozen=True, kw_only=True)
class Bar:
    """How many scores lie between two; ``title`` says it in words."""

    x: float
    y: float
    width: float
    height: float
    title: str


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A labelled place on the axis: a tick or, with its letter, a cutoff."""

    x: float
    label: str


@dataclass(frozen=True, kw_only=True)
class Histogram:
    """Everything that a template draws; ``low`` and ``high`` are goodness."""

    bars: Sequence[Bar]
    ticks: Sequence[Mark]
    lines: Sequence[Mark]
    low: float
    high: float
    sign: int
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    right: float = WIDTH - RIGHT
    top: float = TOP
    bottom: float = HEIGHT - BOTTOM


def draw(
    scores: Sequence[float], cutoffs: Mapping[str, float], *, maximize: bool
) -> Histogram:
    """Lay out the *scores* and a line for each of the *cutoffs*."""
    sign = 1 if maximize else -1
    good = [sign * score for score in scores]
    known = [*good, *(sign * cutoff for cutoff in cutoffs.values())]
    known = known or [0.0, float(sign)]
    low, high = min(known), max(known)
    spare = MARGIN * (high - low) or max(abs(high), 1.0) * MARGIN
    low, high = low - spare, high + spare
    place = _Axis(low=low, high=high)
    return Histogram(
        bars=_bars(good, place, sign),
        ticks=[
            Mark(x=place.x(at), label=f"{sign * at + 0.0:.6g}")
            for at in ticks_between(low, high)
        ],
        lines=[
            Mark(x=place.x(sign * cutoff), label=letter)
            for letter, cutoff in cutoffs.items()
        ],
        low=low,
        high=high,
        sign=sign,
    )


@dataclass(frozen=True, kw_only=True)
class _Axis:
    low: float
    high: float

    def x(self, good: float) -> float:
        """Return the place of *good*, at the nearer end of the axis if beyond it."""
        share = (min(max(good, self.low), self.high) - self.low) / (
            self.high - self.low
        )
        return round(LEFT + share * (WIDTH - RIGHT - LEFT), 2)


def _bars(good: Sequence[float], axis: _Axis, sign: int) -> list[Bar]:
    step = (axis.high - axis.low) / BINS
    counts = [0] * BINS
    for one in good:
        counts[min(int((one - axis.low) / step), BINS - 1)] += 1
    unit = (HEIGHT - BOTTOM - TOP) / max(*counts, 1)
    width = (WIDTH - RIGHT - LEFT) / BINS
    bars = []
    for index, count in enumerate(counts):
        if not count:
            continue
        ends = sorted(sign * (axis.low + (index + side) * step) for side in (0, 1))
        height = round(count * unit, 2)
        bars.append(
            Bar(
                x=round(LEFT + index * width + 1, 2),
                y=round(HEIGHT - BOTTOM - height, 2),
                width=round(width - 2, 2),
                height=height,
                title=f"{count} from {ends[0]:.5g} to {ends[1]:.5g}",
            )
        )
    return bars


def ticks_between(low: float, high: float) -> list[float]:
    """Return round numbers from *low* to *high*, about as many as TICKS."""
    raw = (high - low) / TICKS
    size = 10.0 ** floor(log10(raw))
    step = next(size * factor for factor in (1, 2, 5, 10) if size * factor >= raw)
    first = ceil(low / step)
    last = floor(high / step)
    return [number * step for number in range(first, last + 1)]
