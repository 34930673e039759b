"""What several judgements of one work come to. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """The points of one judge, and how much they weigh among the others."""

    points: float
    weight: float = 1.0
    settles: bool = False


def agreed(judgements: Sequence[Judgement], *, asked: int) -> float | None:
    """Return the points of a work that *asked* graders were to judge; None: not yet.

    One that settles counts alone. Else it takes as many as were asked, one at least,
    and their mean counts.
    """
    settled = [one.points for one in judgements if one.settles]
    if settled:
        return settled[-1]
    if len(judgements) < max(1, asked):
        return None
    return mean(judgements)


def mean(judgements: Sequence[Judgement]) -> float | None:
    """Return the mean of points by their weights; None where nothing weighs."""
    weight = fsum(one.weight for one in judgements)
    if not weight > 0:
        return None
    return fsum(one.points * one.weight for one in judgements) / weight


def difference(judgements: Sequence[Judgement]) -> float:
    """Return by how many points judges of the same work are apart."""
    points = [one.points for one in judgements if not one.settles]
    return max(points) - min(points) if points else 0.0


def adjusted(points: float, by: float, *, most: float) -> float:
    """Return the points of one member, *by* more or less than the work's."""
    return min(most, max(0.0, points + by))
