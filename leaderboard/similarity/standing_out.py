"""Which pairs stand out from what is usual in the class."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard.similarity.tails import threshold

Array = npt.NDArray[Any]

# How likely one wrong alarm in a whole report may be.
CHANCE = 0.01
_MAD = 1.4826
# The 90th percentile of the standard normal distribution.
_NINETIETH = 1.2816


@dataclass(frozen=True)
class Standing:
    """How far each pair stands out, and from where on it is shown."""

    strength: Array
    threshold: float


def stand_out(*, one: Array, other: Array, z: Array, students: int) -> Standing:
    """Return by how much pairs of students agree more than is usual for either.

    *one* and *other* are the students. What is usual is the median of what a student has
    with all others, the larger of the two; the unit is the spread of the whole class, by
    its middle and by its upper tenth, and never less than chance alone makes. So models
    that are alike because everybody builds on the same ones do not stand out, unless
    they are a small group.
    """
    usual = _medians(one, other, z, students)
    beyond = z - np.maximum(usual[one], usual[other])
    middle = float(np.median(beyond))
    spread = max(
        1.0,
        _MAD * float(np.median(np.abs(beyond - middle))),
        (float(np.quantile(beyond, 0.9)) - middle) / _NINETIETH,
    )
    return Standing(
        strength=beyond / spread,
        threshold=threshold(chance=CHANCE, comparisons=len(z)),
    )


def _medians(one: Array, other: Array, z: Array, students: int) -> Array:
    """Return the median z of each student with the others."""
    table = np.full((students, students), np.nan, np.float32)
    table[one, other] = table[other, one] = z
    found = np.zeros(students)
    compared = ~np.isnan(table).all(axis=1)
    found[compared] = np.nanmedian(table[compared], axis=1)
    return found
