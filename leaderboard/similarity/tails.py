"""Tails of the normal distribution, far out, in natural logarithms."""

import math
from statistics import NormalDist

_FAR = 20.0


def log_tail(z: float) -> float:
    """Return the logarithm of the probability of a standard normal value above *z*."""
    if z < _FAR:
        return math.log(0.5 * math.erfc(z / math.sqrt(2)))
    # Above the true value for every positive z (Mills' ratio).
    return -z * z / 2 - math.log(z * math.sqrt(2 * math.pi))


def threshold(*, chance: float, comparisons: int) -> float:
    """Return the normal value that one of so many comparisons exceeds by *chance*.

    Bonferroni's correction: it holds however the comparisons depend on each other.
    """
    return -NormalDist().inv_cdf(chance / max(1, comparisons))
