"""The strengths of all pairs as bars: geometry of an SVG.

Heights are logarithmic: the few pairs in the tail are to be seen beside thousands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log10
from typing import Any

WIDTH, HEIGHT = 720.0, 200.0
LEFT, RIGHT, TOP, BOTTOM = 12.0, 12.0, 24.0, 28.0
_TICK = 5


@dataclass(frozen=True, kw_only=True)
class Bar:
    """How many pairs lie between two strengths; ``title`` says it in words."""

    x: float
    y: float
    width: float
    height: float
    outside: bool
    title: str


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A labelled place on the axis."""

    x: float
    label: str


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """Everything that a template draws; from ``line`` on pairs are shown."""

    bars: Sequence[Bar]
    ticks: Sequence[Tick]
    line: float
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    right: float = WIDTH - RIGHT
    top: float = TOP
    bottom: float = HEIGHT - BOTTOM


def draw(histogram: Mapping[str, Any], *, threshold: float) -> Drawing:
    """Lay out a stored histogram and the line from which on pairs are shown."""
    low, high, counts = histogram["low"], histogram["high"], histogram["counts"]
    scale = (WIDTH - RIGHT - LEFT) / (high - low)

    def place(strength: float) -> float:
        return float(round(LEFT + (strength - low) * scale, 2))

    first = ceil(low / _TICK) * _TICK
    return Drawing(
        bars=_bars(low, high, counts, threshold),
        ticks=[
            Tick(x=place(at), label=str(at))
            for at in range(first, int(high) + 1, _TICK)
        ],
        line=place(threshold),
    )


def _bars(
    low: float, high: float, counts: Sequence[int], threshold: float
) -> list[Bar]:
    step = (high - low) / len(counts)
    width = (WIDTH - RIGHT - LEFT) / len(counts)
    unit = (HEIGHT - BOTTOM - TOP) / log10(1 + max(*counts, 1))
    bars = []
    for at, count in enumerate(counts):
        if not count:
            continue
        height = round(unit * log10(1 + count), 2)
        begin, end = low + at * step, low + (at + 1) * step
        beyond = "from" if at == len(counts) - 1 else f"{begin:.1f} to"
        bars.append(
            Bar(
                x=round(LEFT + at * width + 1, 2),
                y=round(HEIGHT - BOTTOM - height, 2),
                width=round(width - 2, 2),
                height=height,
                outside=begin > threshold - step / 2,
                title=f"Strength {beyond} {begin if beyond == 'from' else end:.1f}: "
                f"{count} pair{'' if count == 1 else 's'}",
            )
        )
    return bars
