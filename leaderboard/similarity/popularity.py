"""How likely each wrong answer is: how hard an item is, how popular the answer.

The two whose answers are compared are part of their class. That makes what they have in
common look more popular than it is, so the comparison errs on their side.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard.similarity.coding import RIGHT

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Popularity:
    """A class's answers: a row for each item, in ``given`` a column for each code.

    ``difficulty`` is the share of the class that errs, drawn towards the mean of all
    items; ``given`` the share of a wrong answer among the wrong ones, one imagined
    answer that nobody gave (``unseen``) included; ``doubt`` how much likelier it is
    that two err together than the square of the difficulty says, which is an estimate.
    """

    difficulty: Array
    given: Array
    unseen: Array
    doubt: Array

    @property
    def surprise(self) -> Array:
        """What it tells that two gave the same wrong answer: −log of its probability.

        Nothing where the whole class gives it, and nothing for right answers.
        """
        share = np.maximum(self.given, self.unseen[:, None])
        surprise: Array = -np.log(self.difficulty[:, None] * share)
        surprise[:, RIGHT] = 0
        return surprise

    def match(self, power: int) -> Array:
        """Return, for each item, the mean of surprise ** *power* if two wrong ones match.

        Weighted by the probability that they do; power 0 is that probability.
        """
        seen = np.where(self.given > 0, self.given**2 * self.surprise**power, 0)
        odd = -np.log(self.difficulty * self.unseen)
        mean: Array = seen.sum(axis=1) + self.unseen**2 * odd**power
        return mean


def popularity(*, codes: Array, number: int) -> Popularity:
    """Return how the class answers; *codes* has a row for each student.

    *number* is how many codes there are.
    """
    students, items = codes.shape
    cells = np.arange(items) * number + codes.astype(np.int64)
    counts = np.bincount(cells.ravel(), minlength=items * number)
    counts = counts.reshape(items, number).astype(np.float32)
    counts[:, RIGHT] = 0
    wrong = counts.sum(axis=1)
    mean, strength = _prior(wrong, students)
    difficulty = (wrong + strength * mean) / (students + strength)
    return Popularity(
        difficulty=difficulty,
        given=counts / (wrong + 1)[:, None],
        unseen=1 / (wrong + 1),
        doubt=1 + (1 - difficulty) / difficulty / (students + strength + 1),
    )


def _prior(wrong: Array, students: int) -> tuple[float, float]:
    """Return the mean difficulty, and for how many students' answers it stands.

    By the moments of the beta-binomial distribution: where items differ little, an
    item's own count says little more than the mean of all.
    """
    mean = float(wrong.mean()) / students
    chance = students * mean * (1 - mean)
    if chance <= 0 or students < 2:
        return min(mean, 1 - 0.5 / (students + 1)), 1.0
    excess = (float(wrong.var()) / chance - 1) / (students - 1)
    excess = min(max(excess, 0.01), 0.9)
    return mean, (1 - excess) / excess
