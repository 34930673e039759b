"""How many got how many questions right: geometry of an SVG.

A bar for each number of right answers where all attempts have as many questions; else,
and beyond MOST questions, a bar for each tenth.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WIDTH, HEIGHT = 640.0, 220.0
LEFT, RIGHT, TOP, BOTTOM = 30.0, 10.0, 14.0, 40.0
MOST, TENTHS = 24, 10
UP_TICKS = 4
GAP = 3.0


@dataclass(frozen=True, kw_only=True)
class Bar:
    """How many attempts have a score; ``label`` stands below, ``title`` says it all."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    label: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A number of attempts at the upright axis."""

    y: float
    label: str


@dataclass(frozen=True, kw_only=True)
class Bars:
    """Everything that a template draws; ``across`` names the lying axis."""

    bars: Sequence[Bar]
    ticks: Sequence[Tick]
    across: str
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    right: float = WIDTH - RIGHT
    bottom: float = HEIGHT - BOTTOM


def draw(correct: NDArray[np.float64], questions: NDArray[np.float64]) -> Bars | None:
    """Lay out attempts with *correct* of *questions* right; None without one."""
    if not len(correct):
        return None
    size = int(questions.max())
    if (questions == size).all() and size <= MOST:
        counts = np.bincount(np.floor(correct).astype(np.int64), minlength=size + 1)
        labels = [str(number) for number in range(size + 1)]
        across = f"Right answers, of {size}"
    else:
        place = np.floor(correct / questions * TENTHS).astype(np.int64)
        counts = np.bincount(np.minimum(place, TENTHS - 1), minlength=TENTHS)
        labels = [f"{10 * n}–{10 * n + 10}" for n in range(TENTHS)]
        across = "Score in percent"
    most = int(counts.max())
    return Bars(bars=_bars(counts.tolist(), labels), ticks=_ticks(most), across=across)


def _bars(counts: Sequence[int], labels: Sequence[str]) -> list[Bar]:
    step = (WIDTH - LEFT - RIGHT) / len(counts)
    unit = (HEIGHT - BOTTOM - TOP) / max(counts)
    return [
        Bar(
            x=round(LEFT + place * step + GAP / 2, 1),
            y=round(HEIGHT - BOTTOM - count * unit, 1),
            width=round(step - GAP, 1),
            height=round(count * unit, 1),
            middle=round(LEFT + (place + 0.5) * step, 1),
            label=label,
            title=f"{label}: {count}",
        )
        for place, (count, label) in enumerate(zip(counts, labels, strict=True))
    ]


def _ticks(most: int) -> list[Tick]:
    unit = (HEIGHT - BOTTOM - TOP) / most
    step = max(1, round(most / UP_TICKS))
    return [
        Tick(y=round(HEIGHT - BOTTOM - number * unit, 1), label=str(number))
        for number in range(0, most + 1, step)
    ]
