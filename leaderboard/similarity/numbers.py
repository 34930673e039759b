"""Agreement of numbers: where both deviate from the class in the same way."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard.similarity.tails import log_tail

Array = npt.NDArray[Any]

_PAIRS_AT_ONCE = 512
_SEED = 2000
# Where a class is small or its models are of a few kinds, deviations correlate so much
# though everybody works apart.
_HONEST = 0.5
# Deviations beyond so many of their usual sizes tell no more.
_CLIP = 4.0
# A number so many times as far from a submission's middle as half of its numbers is wild.
_WILD = 30.0
# The fit is made anew so often without what was clipped.
_FITS = 3
_MAD = 1.4826


class Centre:
    """What the class answers at each item: the median, and how far answers lie apart.

    *values* has a row for each student; *truth* is what is right.
    """

    def __init__(self, values: Array, *, truth: Array) -> None:
        self._median = np.median(values, axis=0)
        apart = _MAD * np.median(np.abs(values - self._median), axis=0)
        usual = np.median(apart[apart > 0]) if (apart > 0).any() else 1.0
        self._apart = np.maximum(apart, 0.05 * usual)
        self._known = np.stack(
            [np.ones(len(truth)), self._median, truth.astype(np.float64)], axis=1
        )

    def skill(self, values: Array) -> float:
        """Return how well the numbers follow the class's: their correlation, at least 0."""
        if np.ptp(values) == 0 or np.ptp(self._median) == 0:
            return 0.0
        return max(0.0, float(np.corrcoef(values, self._median)[0, 1]))

    def deviation(self, values: Array) -> Array:
        """Return what is left of numbers when the class's and the truth are fitted.

        What follows them is taken away (a weak model says the same as all, only less
        so), each item counts by how far the class lies apart there, outliers are
        clipped; the result has length 1, or 0 where nothing is left.
        """
        weight = 1 / self._apart
        known = weight[:, None] * self._known
        found = weight * _without_wild(values)
        least = 1e-9 * max(1.0, float(np.median(np.abs(found))))
        for _ in range(_FITS):
            fitted = known @ np.linalg.lstsq(known, found, rcond=None)[0]
            middle = np.median(found - fitted)
            left = found - fitted - middle
            size = _MAD * np.median(np.abs(left))
            if size <= least:
                return np.zeros(len(values), np.float32)
            left = np.clip(left, -_CLIP * size, _CLIP * size)
            found = fitted + middle + left
        left -= left.mean()
        length: Array = (left / np.linalg.norm(left)).astype(np.float32)
        return length


def _without_wild(values: Array) -> Array:
    """Return the numbers with those far from all others moved nearer."""
    middle = np.median(values)
    reach = _WILD * np.median(np.abs(values - middle))
    if reach == 0:
        return values
    near: Array = np.clip(values, middle - reach, middle + reach)
    return near


class NumberAgreement:
    """Compares deviations from the class by their correlation.

    *values* are the numbers themselves, beside which it is told how many are the same.
    """

    def __init__(self, *, deviations: Array, values: Array) -> None:
        self._deviations = deviations
        self._values = values
        items = deviations.shape[1]
        signs = np.random.default_rng(_SEED).integers(0, 2, items, np.int8)
        self._signs = (signs * 2 - 1).astype(np.float32)

    def features(self, block: slice) -> Array:
        """Return numbers whose products over the items tell agreement."""
        found: Array = self._deviations[block] * self._signs
        return found

    def correlation(self, one: Array, other: Array) -> Array:
        """Return how pairs of deviations correlate."""
        found = np.empty(len(one))
        for start in range(0, len(one), _PAIRS_AT_ONCE):
            part = slice(start, start + _PAIRS_AT_ONCE)
            found[part] = np.einsum(
                "pi,pi->p", self._deviations[one[part]], self._deviations[other[part]]
            )
        return found

    def z(self, one: Array, other: Array) -> Array:
        """Return the correlations by Fisher's transformation, in standard deviations."""
        return self._beyond(0.0, one, other)

    def _beyond(self, usual: float, one: Array, other: Array) -> Array:
        found = np.clip(self.correlation(one, other), -0.999999, 0.999999)
        spread = 1 / np.sqrt(max(1, self._deviations.shape[1] - 3))
        z: Array = (np.arctanh(found) - np.arctanh(usual)) / spread
        return z

    def log_chance(self, one: int, other: int) -> float:
        """Return the logarithm of the chance to correlate so much, or more.

        Of two whose models share what honest ones may share.
        """
        return log_tail(
            float(self._beyond(_HONEST, np.array([one]), np.array([other]))[0])
        )

    def evidence(self, one: int, other: int) -> Mapping[str, float]:
        """Return what two vectors have in common, in numbers to show.

        Of so many items: how the deviations correlate (1 is the same shape), and how
        many numbers are the same.
        """
        pair = np.array([one]), np.array([other])
        equal = self._values[one] == self._values[other]
        return {
            "items": self._deviations.shape[1],
            "correlation": round(float(self.correlation(*pair)[0]), 4),
            "equal": int(np.count_nonzero(equal)),
        }
