"""Simulated classes: students whose models err at random, on rows of unequal difficulty."""

from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard.similarity.coding import Labels, choose_erring
from leaderboard.similarity.comparing import Comparison, compare
from leaderboard.similarity.labels import LabelAgreement
from leaderboard.similarity.numbers import Centre, NumberAgreement

Array = npt.NDArray[Any]

ROWS = 400


class Class:
    """Students with some submissions each; a submission differs a little from the last.

    ``answers`` has a row for each submission, ``owner`` its student. Wrong answers are
    drawn from the row's own popular ones.
    """

    def __init__(
        self,
        seed: int,
        *,
        students: int = 20,
        submissions: int = 2,
        classes: int = 6,
        skill: tuple[float, float] = (0.3, 1.5),
    ) -> None:
        self.random = random = np.random.default_rng(seed)
        self.classes = classes
        self.truth = random.integers(0, classes, ROWS)
        self.hard = random.normal(0, 1, ROWS)
        popular = random.dirichlet(np.full(classes, 0.6), ROWS)
        popular[np.arange(ROWS), self.truth] = 0
        self._popular = np.cumsum(popular / popular.sum(axis=1, keepdims=True), axis=1)
        answers = []
        for _ in range(students):
            able = random.uniform(*skill)
            last = self.model(able)
            for _ in range(submissions):
                last = self.mixed(last, self.model(able), share=0.2)
                answers.append(last)
        self.answers = np.array(answers)
        self.owner = np.repeat(np.arange(students), submissions)

    def model(self, able: float) -> Array:
        """Return the answers of somebody who works alone."""
        wrong = self.random.logistic(0, 1, ROWS) < self.hard - able
        choice = (self.random.random(ROWS)[:, None] > self._popular).sum(axis=1)
        return np.where(wrong, np.minimum(choice, self.classes - 1), self.truth)

    def mixed(self, one: Array, other: Array, *, share: float) -> Array:
        """Return *one* with a share of the answers of *other*."""
        return np.where(self.random.random(ROWS) < share, other, one)

    def copy(self, *, source: int, copier: int, noise: float) -> None:
        """Have the last submission of *copier* be the source's first, with noise."""
        own = np.flatnonzero(self.owner == copier)[-1]
        taken = np.flatnonzero(self.owner == source)[0]
        self.answers[own] = self.mixed(
            self.answers[taken], self.answers[own], share=noise
        )

    def compared(self, *, apart: Array | None = None, **how: int) -> Comparison | None:
        """Return what the product finds."""
        if apart is None:
            apart = ~np.eye(int(self.owner.max()) + 1, dtype=bool)
        best = np.flatnonzero(np.diff(self.owner, prepend=-1))
        items = choose_erring(
            wrong=self.answers[best] != self.truth,
            most=ROWS,
            random=np.random.default_rng(0),
        )
        labels = Labels(truth=self.truth[items], classes=np.arange(self.classes))
        codes = np.array([labels.code(answers[items]) for answers in self.answers])
        judge = LabelAgreement(codes=codes, best=best, number=labels.codes)
        return compare(judge=judge, owner=self.owner, apart=apart, **how)


def pairs(compared: Comparison | None) -> list[tuple[int, int]]:
    """Return the students of the pairs that stand out, the strongest first."""
    assert compared is not None
    return [(pair.one, pair.other) for pair in compared.pairs]


def numbers_compared(values: Array, truth: Array) -> Comparison | None:
    """Return what the product finds in numbers, a row for each student."""
    centre = Centre(values, truth=truth)
    deviations = np.array([centre.deviation(one) for one in values])
    return compare(
        judge=NumberAgreement(deviations=deviations, values=values),
        owner=np.arange(len(values)),
        apart=~np.eye(len(values), dtype=bool),
    )
