"""The cutoff curve of a component as a drawing: plain geometry in units of an SVG.

Right is better whatever the metric's direction, so the curve always rises.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from grading.policy import cutoffs
from grading.policy.cutoffs import Cutoffs

WIDTH, HEIGHT = 420.0, 240.0
LEFT, RIGHT, TOP, BOTTOM = 36.0, 28.0, 14.0, 42.0
# The part of the axis beyond the last and the first letter.
MARGIN = 0.08
ROWS = 2
CHARACTER = 6.6


@dataclass(frozen=True, kw_only=True)
class Knot:
    """A cutoff: where it stands, its letter, its score and its mark as text.

    ``row`` is the line below the axis for its label, so that neighbours do not touch.
    """

    x: float
    y: float
    letter: str
    score: str
    mark: str
    row: int


@dataclass(frozen=True, kw_only=True)
class CurveDrawing:
    """Everything that a template draws; ``dot`` is the student's place.

    ``beyond`` is -1 or 1 where the score lies outside the axis, else 0.
    """

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    knots: Sequence[Knot]
    path: str
    dot: tuple[float, float] | None
    beyond: int


def draw(table: Cutoffs, raw: float | None) -> CurveDrawing:
    """Lay out *table* and, where there is one, the place of the score *raw*."""
    goodness = table.goodness
    span = goodness[-1] - goodness[0]
    low, high = goodness[0] - MARGIN * span, goodness[-1] + MARGIN * span
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    worst, best = min(table.marks[0], 0.0), max(table.marks[-1], 100.0)

    def x(good: float) -> float:
        return _round(LEFT + (good - low) / (high - low) * (right - LEFT))

    def y(mark: float) -> float:
        return _round(bottom - (mark - worst) / (best - worst) * (bottom - TOP))

    knots: list[Knot] = []
    until = [float("-inf")] * ROWS
    for good, mark, letter, score in zip(
        goodness, table.marks, table.letters, table.scores, strict=True
    ):
        half = len(f"{letter} {score:g}") * CHARACTER / 2
        row = next((at for at in range(ROWS) if x(good) - half > until[at]), ROWS - 1)
        until[row] = x(good) + half + CHARACTER
        knots.append(
            Knot(
                x=x(good),
                y=y(mark),
                letter=letter,
                score=f"{score:g}",
                mark=f"{mark:g}",
                row=row,
            )
        )
    corners = [f"{knot.x} {knot.y}" for knot in knots]
    dot, beyond = None, 0
    if raw is not None:
        good = raw if table.maximize else -raw
        beyond = int(good > high) - int(good < low)
        mark = float(cutoffs.marks(np.array([raw], dtype=np.float64), table)[0])
        dot = (x(min(max(good, low), high)), y(mark))
    return CurveDrawing(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=right,
        top=TOP,
        bottom=bottom,
        knots=knots,
        path=f"M{LEFT} {knots[0].y}L{'L'.join(corners)}L{right} {knots[-1].y}",
        dot=dot,
        beyond=beyond,
    )


def _round(place: float) -> float:
    return round(float(place), 1)
