"""From what value on each letter is reached, under any curve (policies.md section 8)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil, inf, isinf

import numpy as np

from grading.policy import letters
from grading.policy.columns import EQUAL, Floats
from grading.policy.curves import SHARE_EQUAL, CurveRule


@dataclass(frozen=True, kw_only=True)
class Boundary:
    """The least value that gets ``letter`` or a better one."""

    letter: str
    value: float


def boundaries(
    among: Floats, *, scale: Mapping[str, float], curve: CurveRule | None
) -> list[Boundary]:
    """Return where the letters begin in a population with these values, best first.

    Letters that nobody could get and the last letter, which has no lower end, are left
    out. An empty population has the boundaries of the plain scale.
    """
    rule = curve or CurveRule()
    order = letters.in_order(scale)
    known = np.sort(among[~np.isnan(among)])[::-1]
    begins = dict(scale) if not known.size else _BEGINS[rule.method](known, rule, scale)
    if rule.floor and known.size:
        begins = {
            letter: min(begins.get(letter, inf), scale[letter]) for letter in order
        }
    found, lowest = [], inf
    for letter in order[:-1]:
        value = begins.get(letter, inf)
        if value < lowest:
            lowest = value
            if not isinf(value):
                found.append(Boundary(letter=letter, value=value))
    return found


Begins = Callable[[Floats, CurveRule, Mapping[str, float]], dict[str, float]]


def _scale(
    falling: Floats, rule: CurveRule, scale: Mapping[str, float]
) -> dict[str, float]:
    return dict(scale)


def _quantile(
    falling: Floats, rule: CurveRule, scale: Mapping[str, float]
) -> dict[str, float]:
    """Begin at the last of the population of whom few enough are better."""
    size = len(falling)
    begins = {}
    for letter, share in rule.shares.items():
        most = ceil((share - SHARE_EQUAL) * size) - 1
        begins[letter] = float(falling[most]) if most < size - 1 else -inf
    return begins


def _zscore(
    falling: Floats, rule: CurveRule, scale: Mapping[str, float]
) -> dict[str, float]:
    mean, deviation = float(np.mean(falling)), float(np.std(falling))
    if deviation <= EQUAL:
        return {letter: -inf for letter, z in rule.thresholds.items() if z <= EQUAL}
    return {letter: mean + z * deviation for letter, z in rule.thresholds.items()}


def _linear(
    falling: Floats, rule: CurveRule, scale: Mapping[str, float]
) -> dict[str, float]:
    highest, median = float(falling[0]), float(np.median(falling))
    run = highest - median
    slope = (rule.max_to - rule.median_to) / run if run > EQUAL else 1.0
    return {
        letter: highest + (threshold - rule.max_to) / slope
        for letter, threshold in scale.items()
    }


def _add(
    falling: Floats, rule: CurveRule, scale: Mapping[str, float]
) -> dict[str, float]:
    more = rule.mean_to - float(np.mean(falling))
    cap = rule.cap if more > 0 else inf
    return {
        letter: threshold - more if threshold <= cap else threshold
        for letter, threshold in scale.items()
    }


_BEGINS: Mapping[str, Begins] = {
    "scale": _scale,
    "quantile": _quantile,
    "zscore": _zscore,
    "linear": _linear,
    "add": _add,
}
