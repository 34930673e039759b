"""A drawing of all reviews: a column for each paper, a dot for each review. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from projects.reviews.outliers import Spread

WIDTH, HEIGHT = 720, 236
LEFT, RIGHT, TOP, BOTTOM = 44, 708, 12, 226
TICKS = 5


@dataclass(frozen=True, kw_only=True)
class Dot:
    """One review."""

    y: float
    points: float
    is_far: bool


@dataclass(frozen=True, kw_only=True)
class Column:
    """One paper; ``high`` and ``low`` are where its line ends, ``mean`` the mean's y."""

    x: float
    name: str
    high: float
    low: float
    mean: float
    dots: Sequence[Dot]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Places on a canvas; ticks are pairs of a place and its number."""

    columns: Sequence[Column]
    ticks: Sequence[tuple[float, float]]
    radius: float
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    bottom: int = BOTTOM


def lay_out(
    spreads: Sequence[Spread],
    *,
    far: Collection[tuple[int, float]],
    names: Sequence[str],
    most: float,
) -> Chart | None:
    """Return the drawing, the paper with the highest mean first; None of no reviews."""
    if not spreads:
        return None
    ordered = sorted(spreads, key=lambda one: (-one.mean, one.paper))
    step = (RIGHT - LEFT) / len(ordered)
    columns = [
        _column(one, x=LEFT + (at + 0.5) * step, far=far, names=names, most=most)
        for at, one in enumerate(ordered)
    ]
    ticks = [(_y(most * n / TICKS, most), most * n / TICKS) for n in range(TICKS + 1)]
    return Chart(columns=columns, ticks=ticks, radius=max(1.5, min(5.0, step / 3)))


def _column(
    spread: Spread,
    *,
    x: float,
    far: Collection[tuple[int, float]],
    names: Sequence[str],
    most: float,
) -> Column:
    return Column(
        x=round(x, 2),
        name=names[spread.paper],
        high=_y(spread.points[-1], most),
        low=_y(spread.points[0], most),
        mean=_y(spread.mean, most),
        dots=[
            Dot(
                y=_y(points, most),
                points=points,
                is_far=(spread.paper, points) in far,
            )
            for points in spread.points
        ],
    )


def _y(points: float, most: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * points / most, 2)
