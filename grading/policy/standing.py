"""Where each student stands in the population that a curve looks at (section 8)."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from grading.policy.columns import EQUAL, Bools, Floats, Ints


@dataclass(frozen=True, kw_only=True)
class Standing:
    """The population that each student is judged among, and their place in it.

    ``size`` counts those of it that have a value, ``better`` who of them has more than
    the student by over 1e-9. The numbers of the population are NaN where nobody is in
    it; ``deviation`` is the population standard deviation, 0 up to 1e-9.
    """

    size: Ints
    better: Ints
    mean: Floats
    deviation: Floats
    median: Floats
    highest: Floats

    def at(self, row: int) -> "Standing":
        """Return the columns of the student in *row* alone."""
        one = slice(row, row + 1)
        return Standing(**{x.name: getattr(self, x.name)[one] for x in fields(self)})

    @property
    def alone(self) -> Bools:
        """Who has nobody to be judged among."""
        nobody: Bools = self.size == 0
        return nobody


def standing(
    values: Floats,
    *,
    population: Bools,
    track: Sequence[str | None],
    per_track: bool,
) -> Standing:
    """Return where everybody stands; *per_track* makes a population of each track.

    Who is not of the *population* stands among it without being added to it.
    """
    length = len(values)
    counts = np.zeros((2, length), dtype=np.int64)
    numbers = np.full((4, length), np.nan)
    for rows in _groups(track, per_track=per_track):
        members = rows & population & ~np.isnan(values)
        # In one order of the values, so that the order of students has no part in sums.
        among = np.sort(values[members])
        if among.size:
            reached = np.searchsorted(among, values[rows] + EQUAL, side="right")
            counts[0, rows] = among.size
            counts[1, rows] = among.size - reached
            numbers[:, rows] = _numbers(among)[:, None]
    return Standing(
        size=counts[0],
        better=counts[1],
        mean=numbers[0],
        deviation=numbers[1],
        median=numbers[2],
        highest=numbers[3],
    )


def _groups(track: Sequence[str | None], *, per_track: bool) -> list[Bools]:
    if not per_track:
        return [np.ones(len(track), dtype=np.bool_)]
    names = {name: number for number, name in enumerate(dict.fromkeys(track))}
    number = np.array([names[name] for name in track], dtype=np.int64)
    return [number == one for one in names.values()]


def _numbers(among: Floats) -> Floats:
    deviation = float(np.std(among))
    return np.array(
        [
            float(np.mean(among)),
            deviation if deviation > EQUAL else 0.0,
            float(np.median(among)),
            float(among[-1]),
        ]
    )
