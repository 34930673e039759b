"""Two histograms on one axis, before above after: geometry of an SVG.

Right is better whatever the metric's direction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from courseops.changes.histogram import MARGIN, Bar, Mark, ticks_between

WIDTH, PLOT = 720.0, 96.0
LEFT, RIGHT, TOP, GAP, BOTTOM = 84.0, 12.0, 26.0, 16.0, 28.0
BINS = 30


@dataclass(frozen=True, kw_only=True)
class Plot:
    """One of the two: its title, its bars, and the line they stand on."""

    title: str
    bars: Sequence[Bar]
    top: float
    bottom: float


@dataclass(frozen=True, kw_only=True)
class Twin:
    """Everything that a template draws."""

    plots: Sequence[Plot]
    ticks: Sequence[Mark]
    lines: Sequence[Mark]
    width: float = WIDTH
    height: float = TOP + 2 * PLOT + GAP + BOTTOM
    left: float = LEFT
    right: float = WIDTH - RIGHT
    top: float = TOP
    bottom: float = TOP + 2 * PLOT + GAP


def draw(
    before: Sequence[float],
    after: Sequence[float],
    cutoffs: Mapping[str, float],
    *,
    maximize: bool,
) -> Twin | None:
    """Lay out both, and a line for each of the *cutoffs*; None without a score."""
    if not before and not after:
        return None
    sign = 1 if maximize else -1
    known = [sign * one for one in (*before, *after, *cutoffs.values())]
    low, high = min(known), max(known)
    spare = MARGIN * (high - low) or max(abs(high), 1.0) * MARGIN
    axis = _Axis(low=low - spare, high=high + spare, sign=sign)
    counts = [axis.counts(scores) for scores in (before, after)]
    unit = PLOT / max(*counts[0], *counts[1], 1)
    return Twin(
        plots=[
            Plot(
                title=title,
                bars=axis.bars(found, unit=unit, bottom=top + PLOT),
                top=top,
                bottom=top + PLOT,
            )
            for title, found, top in zip(
                ("Before", "After"), counts, (TOP, TOP + PLOT + GAP), strict=True
            )
        ],
        ticks=[
            Mark(x=axis.x(at), label=f"{sign * at + 0.0:.6g}")
            for at in ticks_between(axis.low, axis.high)
        ],
        lines=[
            Mark(x=axis.x(sign * cutoff), label=letter)
            for letter, cutoff in cutoffs.items()
        ],
    )


@dataclass(frozen=True, kw_only=True)
class _Axis:
    low: float
    high: float
    sign: int

    @property
    def _step(self) -> float:
        return (self.high - self.low) / BINS

    def x(self, good: float) -> float:
        share = (good - self.low) / (self.high - self.low)
        return round(LEFT + share * (WIDTH - RIGHT - LEFT), 2)

    def counts(self, scores: Sequence[float]) -> list[int]:
        found = [0] * BINS
        for score in scores:
            place = int((self.sign * score - self.low) / self._step)
            found[min(place, BINS - 1)] += 1
        return found

    def bars(self, counts: Sequence[int], *, unit: float, bottom: float) -> list[Bar]:
        width = (WIDTH - RIGHT - LEFT) / BINS
        return [
            Bar(
                x=round(LEFT + index * width + 1, 2),
                y=round(bottom - count * unit, 2),
                width=round(width - 2, 2),
                height=round(count * unit, 2),
                title=self._title(index, count),
            )
            for index, count in enumerate(counts)
            if count
        ]

    def _title(self, index: int, count: int) -> str:
        ends = sorted(
            self.sign * (self.low + (index + side) * self._step) for side in (0, 1)
        )
        return f"{count} from {ends[0]:.5g} to {ends[1]:.5g}"
