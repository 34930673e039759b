"""From a raw score to a mark by posted cutoffs (policies.md section 2)."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from grading.policy.columns import Floats, Ints

DEFAULT_MARKS: Mapping[str, float] = {
    "A": 100.0,
    "B": 80.0,
    "C": 60.0,
    "D": 40.0,
    "F": 0.0,
}


@dataclass(frozen=True, kw_only=True)
class Cutoffs:
    """A valid table, from the worst letter to the best.

    ``goodness`` is the score where more is better, its negative where less is, so
    that it always rises.
    """

    letters: tuple[str, ...]
    scores: tuple[float, ...]
    marks: tuple[float, ...]
    maximize: bool

    @property
    def goodness(self) -> Floats:
        """The scores, signed so that they rise with the letters."""
        return _signed(np.array(self.scores, dtype=np.float64), maximize=self.maximize)


def problems(
    cutoffs: Mapping[str, float],
    *,
    maximize: bool,
    letter_marks: Mapping[str, float] | None = None,
) -> list[str]:
    """Return why a table is refused, each reason in words; a valid one has none."""
    worth = {**DEFAULT_MARKS, **(letter_marks or {})}
    found = [f"{letter} is missing" for letter in ("A", "F") if letter not in cutoffs]
    for letter, score in cutoffs.items():
        if not math.isfinite(score):
            found.append(f"{letter} {score} is not a finite number")
        if letter not in worth:
            found.append(f"{letter} has no mark: name it in marks")
        elif not math.isfinite(worth[letter]):
            found.append(f"the mark {worth[letter]} of {letter} is not a finite number")
    return found or _order_problems(cutoffs, worth, maximize=maximize)


def table(
    cutoffs: Mapping[str, float],
    *,
    maximize: bool,
    letter_marks: Mapping[str, float] | None = None,
) -> Cutoffs:
    """Return the table in order, or raise ValueError with every reason against it.

    ``letter_marks`` adds letters to the default ones and replaces their marks. The order in
    which the letters are given does not matter.
    """
    if found := problems(cutoffs, maximize=maximize, letter_marks=letter_marks):
        raise ValueError("; ".join(found))
    worth = {**DEFAULT_MARKS, **(letter_marks or {})}
    letters = sorted(cutoffs, key=lambda letter: cutoffs[letter], reverse=not maximize)
    return Cutoffs(
        letters=tuple(letters),
        scores=tuple(float(cutoffs[letter]) for letter in letters),
        marks=tuple(float(worth[letter]) for letter in letters),
        maximize=maximize,
    )


def marks(raw: Floats, cutoffs: Cutoffs) -> Floats:
    """Return the marks of *raw* scores: linear between cutoffs, clamped outside.

    A score on a cutoff has exactly that letter's mark. NaN (no score) stays NaN.
    """
    goodness = _signed(raw, maximize=cutoffs.maximize)
    knots = cutoffs.goodness
    worth = np.array(cutoffs.marks, dtype=np.float64)
    lower = np.clip(rungs(raw, cutoffs), 0, len(knots) - 2)
    inside = np.clip(goodness, knots[0], knots[-1])
    share = (inside - knots[lower]) / (knots[lower + 1] - knots[lower])
    between = worth[lower] + share * (worth[lower + 1] - worth[lower])
    clamped = np.where(goodness <= knots[0], worth[0], between)
    return np.where(goodness >= knots[-1], worth[-1], clamped)


def rungs(raw: Floats, cutoffs: Cutoffs) -> Ints:
    """Return the place in the table of the cutoff at or below each score.

    -1 is worse than the last letter; the highest place is at or above the first.
    """
    goodness = _signed(raw, maximize=cutoffs.maximize)
    place = np.searchsorted(cutoffs.goodness, goodness, side="right") - 1
    return place.astype(np.int64)


def _signed(scores: Floats, *, maximize: bool) -> Floats:
    return scores if maximize else -scores


def _order_problems(
    cutoffs: Mapping[str, float], worth: Mapping[str, float], *, maximize: bool
) -> list[str]:
    # Some databases lose the order of a mapping, so the marks tell that of the letters.
    sign = 1 if maximize else -1
    letters = sorted(cutoffs, key=lambda x: (worth[x], sign * cutoffs[x]), reverse=True)
    found = [
        f"{better} is not worse than A" for better in letters[: letters.index("A")]
    ]
    found += [f"{x} is not better than F" for x in letters[letters.index("F") + 1 :]]
    return found + [
        f"{better} {cutoffs[better]:g} is not better than {worse} {cutoffs[worse]:g}"
        for better, worse in pairwise(letters)
        if sign * cutoffs[better] <= sign * cutoffs[worse]
    ]
