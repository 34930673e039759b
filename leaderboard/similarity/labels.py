"""Agreement on wrong answers: class labels, and texts that are the same or not."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard.similarity.coding import RIGHT
from leaderboard.similarity.popularity import popularity

Array = npt.NDArray[Any]

# Abilities as logarithms of odds, from nearly never wrong to nearly always.
_ABILITIES = np.linspace(-9, 9, 121)
_PAIRS_AT_ONCE = 512
_SEED = 2000


class LabelAgreement:
    """Compares vectors of codes by the wrong answers that they share.

    A vector errs at an item with the odds of the item's difficulty times its own
    ability, which is fitted so that it errs as often as it does; then it gives a wrong
    answer as often as the class does. Two independent vectors share a sum of surprises
    of known mean and variance.
    """

    def __init__(self, *, codes: Array, best: Array, number: int) -> None:
        self._codes = codes
        self._class = popularity(codes=codes[best], number=number)
        self._surprise = self._class.surprise.astype(np.float32)
        odds = self._class.difficulty / (1 - self._class.difficulty)
        tilted = np.exp(_ABILITIES)[:, None] * odds
        self._errs = tilted / (1 + tilted)
        wrong = np.count_nonzero(codes, axis=1)
        # Rounded up to the next ability: who is taken to err more shares more by chance.
        level = np.searchsorted(self._errs.sum(axis=1), wrong)
        self._level = np.minimum(level, len(_ABILITIES) - 1)
        self._mean = self._table(1)
        self._same = self._table(0)
        self._spread = np.sqrt(np.maximum(self._table(2) - self._squared(), 1e-12))
        self._marks = self._signs(number)

    def _table(self, power: int) -> Array:
        """Return the mean of a sum over items, for each two abilities."""
        weight = self._class.doubt * self._class.match(power)
        table: Array = (self._errs * weight) @ self._errs.T
        return table

    def _squared(self) -> Array:
        weight = self._class.doubt * self._class.match(1)
        table: Array = (self._errs * weight) ** 2 @ (self._errs**2).T
        return table

    def _signs(self, number: int) -> Array:
        """Return a number for each item and code: sqrt(surprise) with a random sign."""
        shape = (self._codes.shape[1], number)
        signs = np.random.default_rng(_SEED).integers(0, 2, shape, np.int8) * 2 - 1
        marks: Array = np.sqrt(np.maximum(self._surprise, 0)) * signs
        return marks.astype(np.float32)

    def features(self, block: slice) -> Array:
        """Return numbers whose products over the items tell agreement beyond chance."""
        items = np.arange(self._codes.shape[1])
        usual = (self._class.given * self._marks).sum(axis=1)
        found = self._marks[items, self._codes[block]]
        expected = self._errs[self._level[block]] * usual
        beyond: Array = found - expected.astype(np.float32)
        return beyond

    def z(self, one: Array, other: Array) -> Array:
        """Return by how many standard deviations pairs share more than by chance."""
        shared = np.empty(len(one))
        for start in range(0, len(one), _PAIRS_AT_ONCE):
            part = slice(start, start + _PAIRS_AT_ONCE)
            shared[part] = self._shared(one[part], other[part])
        at = self._level[one], self._level[other]
        z: Array = (shared - self._mean[at]) / self._spread[at]
        return z

    def _shared(self, one: Array, other: Array) -> Array:
        """Return the summed surprise of the wrong answers that pairs share."""
        first, second = self._codes[one], self._codes[other]
        pair, item = np.nonzero((first == second) & (first != RIGHT))
        surprise = self._surprise[item, first[pair, item]]
        return np.bincount(pair, surprise, minlength=len(one))

    def log_chance(self, one: int, other: int) -> float:
        """Return a bound on the logarithm of the chance to share so much, or more.

        Chernoff's: for every s, P(T ≥ t) ≤ E[exp(s T)] / exp(s t). It holds for a sum
        of independent items however unequal they are.
        """
        pair = np.array([one]), np.array([other])
        shared = float(self._shared(*pair)[0])
        errs = self._errs[self._level[[one, other]]].prod(axis=0) * self._class.doubt
        given, surprise = self._class.given, self._surprise.astype(np.float64)
        seen = np.where(given > 0, given**2, 0) * errs[:, None]
        odd = self._class.unseen**2 * errs
        odd_surprise = -np.log(self._class.difficulty * self._class.unseen)

        def bound(s: float) -> float:
            more = (seen * np.expm1(s * surprise)).sum(axis=1)
            more += odd * np.expm1(s * odd_surprise)
            return float(np.log1p(more).sum() - s * shared)

        return min(0.0, _least(bound))

    def evidence(self, one: int, other: int) -> Mapping[str, float]:
        """Return what two vectors have in common, in numbers to show.

        Of so many items: how many each has wrong, both have, both have alike, and how
        many alike two independent ones of their abilities would have.
        """
        first, second = self._codes[one], self._codes[other]
        same = (first == second) & (first != RIGHT)
        return {
            "items": len(first),
            "wrong_one": int(np.count_nonzero(first)),
            "wrong_other": int(np.count_nonzero(second)),
            "both_wrong": int(np.count_nonzero((first != RIGHT) & (second != RIGHT))),
            "same_wrong": int(np.count_nonzero(same)),
            "expected": round(
                float(self._same[self._level[one], self._level[other]]), 1
            ),
        }


def _least(bound: Any) -> float:
    """Return about the least value of a convex function on (0, 1], by golden section."""
    ratio = (math.sqrt(5) - 1) / 2
    low, high = 0.0, 1.0
    for _ in range(24):
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        if bound(left) < bound(right):
            high = right
        else:
            low = left
    return float(bound((low + high) / 2))
