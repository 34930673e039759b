"""Where the lines of a shake-up go: from the public rank to the private one.

Pure geometry, in the units of an SVG. The ranks of those shown are spread evenly; who
is not shown leaves no gap.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

TOP, BOTTOM, STEP = 30, 12, 24
RANK_WIDTH, CHARACTER = 34, 6.6
_SHARE_OF_NAMES = 0.42


@dataclass(frozen=True, kw_only=True)
class Climb:
    """Somebody's ranks; the name is whom the line is of."""

    name: str
    public: int
    private: int
    is_mine: bool


@dataclass(frozen=True, kw_only=True)
class Slope:
    """The line of one climb; ``label`` is the name, short enough for its room."""

    climb: Climb
    label: str
    start_y: int
    end_y: int
    trend: Literal["up", "down", "level"]


@dataclass(frozen=True, kw_only=True)
class ShakeUp:
    """Everything that a template draws."""

    width: int
    height: int
    left: int
    right: int
    slopes: Sequence[Slope]


def shake_up(climbs: Sequence[Climb], *, width: int) -> ShakeUp | None:
    """Lay out *climbs*; None where there is nothing to compare."""
    if not climbs:
        return None
    start, end = (
        _places(climbs, key) for key in (lambda c: c.public, lambda c: c.private)
    )
    room = int(width * _SHARE_OF_NAMES)
    return ShakeUp(
        width=width,
        height=TOP + STEP * len(climbs) + BOTTOM,
        left=RANK_WIDTH,
        right=width - room,
        slopes=[
            Slope(
                climb=climb,
                label=_shortened(climb.name, int((room - RANK_WIDTH) / CHARACTER)),
                start_y=start[number],
                end_y=end[number],
                trend=_trend(climb),
            )
            for number, climb in enumerate(climbs)
        ],
    )


def _places(climbs: Sequence[Climb], rank: Callable[[Climb], int]) -> dict[int, int]:
    order = sorted(range(len(climbs)), key=lambda number: rank(climbs[number]))
    return {number: TOP + STEP * place for place, number in enumerate(order)}


def _shortened(name: str, most: int) -> str:
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def _trend(climb: Climb) -> Literal["up", "down", "level"]:
    if climb.private == climb.public:
        return "level"
    return "up" if climb.private < climb.public else "down"
