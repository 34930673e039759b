"""Letters by a curve over the class (policies.md section 8).

All methods are monotone: a higher value never has a worse letter, values that differ
by at most 1e-9 are equal.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, NamedTuple

import numpy as np

from grading.policy import letters
from grading.policy.columns import EQUAL, Bools, Floats, Ints
from grading.policy.letters import NO_LETTER
from grading.policy.standing import Standing, standing

SHARE_EQUAL = 1e-12
DEFAULT_CAP = 100.0


@dataclass(frozen=True, kw_only=True)
class CurveRule:
    """The ``curve`` of a course file; each method reads its own parameters.

    ``shares`` and ``thresholds`` map letters of the scale; their order is read off
    their values. ``floor`` keeps everybody at the letter of the plain scale or better.
    """

    method: str = "scale"
    shares: Mapping[str, float] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)
    median_to: float = 0.0
    max_to: float = 0.0
    mean_to: float = 0.0
    cap: float = DEFAULT_CAP
    per_track: bool = False
    floor: bool = False


@dataclass(frozen=True, kw_only=True)
class Curved:
    """Letters and everything that they rest on; columns of the length of the table.

    ``place``, ``by_curve`` and ``plain`` are places in the order of the letters: of the
    letter, of the one before the floor, of that of the scale alone. ``points`` is what the scale was read with (``scale``, ``linear``,
    ``add``; NaN else), ``z`` the standard deviations above the mean. ``needed`` is the
    threshold or share that gave the letter, NaN below all of them. ``floored`` tells
    whose letter is the plain scale's because the curve's was worse, ``by_plain`` whose
    is because nobody is in their population.
    """

    letter: Sequence[str | None]
    place: Ints
    by_curve: Ints
    plain: Ints
    standing: Standing
    points: Floats
    z: Floats
    needed: Floats
    floored: Bools
    by_plain: Bools

    def at(self, row: int) -> "Curved":
        """Return the columns of the student in *row* alone."""
        one = slice(row, row + 1)
        columns = {
            field.name: getattr(self, field.name)[one]
            for field in fields(self)
            if field.name != "standing"
        }
        return replace(self, standing=self.standing.at(row), **columns)


def rule_of(document: Mapping[str, Any] | None) -> CurveRule | None:
    """Return the ``curve`` of a course file as a rule; None where it has none."""
    if document is None:
        return None
    known = {key: value for key, value in document.items() if key != "floor"}
    return CurveRule(**known, floor=document.get("floor") == "scale")


def letters_by(
    values: Floats,
    *,
    scale: Mapping[str, float],
    curve: CurveRule | None,
    population: Bools,
    track: Sequence[str | None],
) -> list[str | None]:
    """Return everybody's letter; None where the value is NaN.

    Who is outside the *population* is judged among it and moves nobody; where it is
    empty, and without a curve, the plain scale holds.
    """
    made = curved(values, scale=scale, curve=curve, population=population, track=track)
    return list(made.letter)


def curved(
    values: Floats,
    *,
    scale: Mapping[str, float],
    curve: CurveRule | None,
    population: Bools,
    track: Sequence[str | None],
) -> Curved:
    """Return everybody's letter with what it rests on; see :func:`letters_by`."""
    rule = curve or CurveRule()
    among = standing(
        values, population=population, track=track, per_track=rule.per_track
    )
    made = _METHODS[rule.method](values, among, rule, scale)
    plain = letters.places(values, scale)
    present = ~np.isnan(values)
    by_plain = among.alone & present
    floored = present & ~among.alone & (made.place > plain) & rule.floor
    place = np.where(by_plain | floored, plain, made.place)
    place = np.where(present, place, NO_LETTER).astype(np.int64)
    needed = np.where(
        by_plain | floored, _reached(values, plain, _falling(scale)), made.needed
    )
    return Curved(
        letter=letters.named(place, scale),
        place=place,
        by_curve=made.place,
        plain=plain,
        standing=among,
        points=made.points,
        z=made.z,
        needed=np.where(present, needed, np.nan),
        floored=floored,
        by_plain=by_plain,
    )


class _Made(NamedTuple):
    """What a method gives, before the floor; columns as in :class:`Curved`."""

    place: Ints
    needed: Floats
    points: Floats
    z: Floats


Method = Callable[[Floats, Standing, CurveRule, Mapping[str, float]], _Made]


def _scale(
    values: Floats, among: Standing, rule: CurveRule, scale: Mapping[str, float]
) -> _Made:
    return _by_points(values, scale)


def _quantile(
    values: Floats, among: Standing, rule: CurveRule, scale: Mapping[str, float]
) -> _Made:
    """Take the first letter whose share the percentile is below.

    Who is worse than the whole population gets the last letter that has a share.
    """
    order = letters.in_order(scale)
    named = sorted(rule.shares, key=lambda letter: rule.shares[letter])
    shares = np.array([rule.shares[letter] for letter in named], dtype=np.float64)
    percentile = among.better / np.maximum(among.size, 1)
    first = np.searchsorted(shares - SHARE_EQUAL, percentile, side="right")
    first = np.minimum(first, len(named) - 1)
    none = np.full(len(values), np.nan)
    place = np.array([order.index(letter) for letter in named], dtype=np.int64)
    return _Made(place=place[first], needed=shares[first], points=none, z=none)


def _zscore(
    values: Floats, among: Standing, rule: CurveRule, scale: Mapping[str, float]
) -> _Made:
    order = letters.in_order(scale)
    spread = among.deviation > 0
    z = np.where(
        spread, (values - among.mean) / np.where(spread, among.deviation, 1.0), 0.0
    )
    z = np.where(np.isnan(values) | among.alone, np.nan, z)
    rising = sorted(rule.thresholds, key=lambda letter: rule.thresholds[letter])
    bounds = np.array([rule.thresholds[letter] for letter in rising], dtype=np.float64)
    reached = np.searchsorted(bounds, z + EQUAL, side="right")
    # Below all thresholds: the last letter of the scale, without a threshold.
    place = [len(order) - 1, *(order.index(letter) for letter in rising)]
    return _Made(
        place=np.array(place, dtype=np.int64)[reached],
        needed=np.concatenate([[np.nan], bounds])[reached],
        points=np.full(len(values), np.nan),
        z=z,
    )


def _linear(
    values: Floats, among: Standing, rule: CurveRule, scale: Mapping[str, float]
) -> _Made:
    return _by_points(straight_line(values, among, rule), scale)


def _add(
    values: Floats, among: Standing, rule: CurveRule, scale: Mapping[str, float]
) -> _Made:
    more = rule.mean_to - among.mean
    raised = np.maximum(values, np.minimum(rule.cap, values + more))
    return _by_points(np.where(more > 0, raised, values + more), scale)


def straight_line(values: Floats, among: Standing, rule: CurveRule) -> Floats:
    """Take the median to ``median_to`` and the maximum to ``max_to``, uncapped.

    Where they are equal everybody moves by what takes the maximum there.
    """
    run = among.highest - among.median
    level = run <= EQUAL
    slope = (rule.max_to - rule.median_to) / np.where(level, 1.0, run)
    # Reckoned from the maximum, which is then met exactly.
    return rule.max_to + np.where(level, 1.0, slope) * (values - among.highest)


def _by_points(points: Floats, scale: Mapping[str, float]) -> _Made:
    place = letters.places(points, scale)
    return _Made(
        place=place,
        needed=_reached(points, place, _falling(scale)),
        points=points,
        z=np.full(len(points), np.nan),
    )


def _falling(scale: Mapping[str, float]) -> Floats:
    return np.array(sorted(scale.values(), reverse=True), dtype=np.float64)


def _reached(points: Floats, place: Ints, falling: Floats) -> Floats:
    """Return the threshold at each place, NaN where even that one is not reached."""
    bound = falling[place]
    return np.where(points + EQUAL >= bound, bound, np.nan)


_METHODS: Mapping[str, Method] = {
    "scale": _scale,
    "quantile": _quantile,
    "zscore": _zscore,
    "linear": _linear,
    "add": _add,
}
