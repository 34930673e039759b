"""Compares everybody with everybody, and keeps the pairs that stand out."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from leaderboard.similarity.sketches import EXACT_MOST, Agreement, best_pairs
from leaderboard.similarity.standing_out import CHANCE, stand_out

Array = npt.NDArray[Any]

# Of fewer students nobody can say what is usual among them.
FEWEST_STUDENTS = 8
MOST_PAIRS = 200
_SHOWN = 5
# What agrees less than this share of the best is no part of the evidence.
_LIKEWISE = 0.5
# From 0 to the threshold.
_BINS = 12


class Judge(Agreement, Protocol):
    """An agreement that can also say how unlikely a pair is, and why."""

    def log_chance(self, one: int, other: int) -> float: ...

    def evidence(self, one: int, other: int) -> Mapping[str, float]: ...


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two students whose vectors agree beyond what is usual.

    ``vectors`` are the most similar ones, one of each, the most similar first.
    ``strength`` is in units of the class's spread; ``log10_chance`` bounds the chance
    that two independent students anywhere in the report agree so much.
    """

    one: int
    other: int
    vectors: Sequence[tuple[int, int]]
    strength: float
    log10_chance: float
    evidence: Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class Histogram:
    """How many pairs have which strength; what is beyond an end is in the last bin."""

    low: float
    high: float
    counts: Sequence[int]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What comparing a class gave."""

    pairs: Sequence[Pair]
    compared: int
    threshold: float
    histogram: Histogram


def compare(
    *, judge: Judge, owner: Array, apart: Array, exact_most: int = EXACT_MOST
) -> Comparison | None:
    """Compare the vectors of each two students; None where students are too few.

    *owner* gives each vector's student, in ascending order; *apart* is a table of who
    is compared with whom (not with oneself, not within a team).
    """
    if len(np.unique(owner)) < FEWEST_STUDENTS or not apart.any():
        return None
    one, other, z = best_pairs(
        agreement=judge, owner=owner, apart=apart, exact_most=exact_most
    )
    standing = stand_out(one=owner[one], other=owner[other], z=z, students=len(apart))
    outside = np.flatnonzero(standing.strength >= standing.threshold)
    outside = outside[np.argsort(-standing.strength[outside], kind="stable")]
    number = np.bincount(owner, minlength=len(apart)).astype(np.float64)
    chances = math.log(max(1.0, float(number @ apart @ number) / 2))
    pairs = [
        _pair(
            judge,
            owner,
            (int(owner[one[at]]), int(owner[other[at]])),
            strength=float(standing.strength[at]),
            chances=chances,
        )
        for at in outside[:MOST_PAIRS]
    ]
    return Comparison(
        pairs=[pair for pair in pairs if pair.log10_chance <= math.log10(CHANCE)],
        compared=len(z),
        threshold=standing.threshold,
        histogram=_histogram(standing.strength, standing.threshold),
    )


def _pair(
    judge: Judge,
    owner: Array,
    students: tuple[int, int],
    *,
    strength: float,
    chances: float,
) -> Pair:
    """Look at all submissions of two students and describe the most similar."""
    first, second = (np.flatnonzero(owner == student) for student in students)
    one, other = (side.ravel() for side in np.meshgrid(first, second, indexing="ij"))
    z = judge.z(one, other)
    vectors: list[tuple[int, int]] = []
    for at in np.argsort(-z, kind="stable"):
        pair = int(one[at]), int(other[at])
        if z[at] < _LIKEWISE * z.max():
            break
        if all(pair[0] != a and pair[1] != b for a, b in vectors):
            vectors.append(pair)
        if len(vectors) == _SHOWN:
            break
    chance = (judge.log_chance(*vectors[0]) + chances) / math.log(10)
    return Pair(
        one=students[0],
        other=students[1],
        vectors=vectors,
        strength=strength,
        log10_chance=min(0.0, chance),
        evidence=judge.evidence(*vectors[0]),
    )


def _histogram(strength: Array, threshold: float) -> Histogram:
    """Count the strengths; 0 and the threshold lie between two bins."""
    step = threshold / _BINS
    below = min(_BINS, max(_BINS // 2, math.ceil(-float(strength.min()) / step)))
    low, high = -below * step, 3 * threshold
    counts, _ = np.histogram(
        np.clip(strength, low, high), below + 3 * _BINS, (low, high)
    )
    return Histogram(low=low, high=high, counts=counts.tolist())
