"""What of a submission's predictions is looked at, and how it is compared.

A few thousand items say enough about any two models: those at which the students' best
submissions err, or differ, drawn at random with a fixed seed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from leaderboard.similarity.coding import Labels, choose_differing, choose_erring
from leaderboard.similarity.comparing import Judge
from leaderboard.similarity.labels import LabelAgreement
from leaderboard.similarity.numbers import Centre, NumberAgreement

Array = npt.NDArray[Any]
Columns = Sequence[Array]

MOST_LABELS = 4_096
MOST_NUMBERS = 2_048
# Of longer files so many rows are drawn before the items are chosen.
_POOL = 50_000
_SEED = 785


@dataclass(frozen=True, kw_only=True)
class Truth:
    """A target column of the solution; ``classes`` are its labels, None of texts."""

    values: Array
    classes: Array | None = None


class Answers(Protocol):
    """One way of looking at predictions."""

    @property
    def items(self) -> int:
        """How many items are looked at; 0 says that there is nothing to compare."""
        ...

    @property
    def width(self) -> int: ...

    @property
    def dtype(self) -> type[Any]: ...

    def vector(self, columns: Columns) -> tuple[Array, float]:
        """Return a submission's answers as they are compared, and its skill.

        The vector has ``width`` numbers. Skill is 0 of a constant, and larger of better predictions.
        """
        ...

    def judge(self, vectors: Array, best: Array) -> Judge:
        """Return what compares *vectors*; *best* is the number of each student's best."""
        ...


class LabelAnswers:
    """Class labels, and texts that are the same or not."""

    dtype = np.uint16

    def __init__(self, *, truths: Sequence[Truth], bests: Iterable[Columns]) -> None:
        random = np.random.default_rng(_SEED)
        rows = _pool(len(truths[0].values), len(truths), random)
        wrong = np.array(
            [
                np.concatenate(
                    [
                        column[rows] != truth.values[rows]
                        for column, truth in zip(best, truths, strict=True)
                    ]
                )
                for best in bests
            ]
        )
        chosen = choose_erring(wrong=wrong, most=MOST_LABELS, random=random)
        self.items = self.width = len(chosen)
        self._rows = [
            rows[chosen[chosen // len(rows) == at] % len(rows)]
            for at in range(len(truths))
        ]
        self._labels = [
            Labels(truth=truth.values[at], classes=truth.classes)
            for truth, at in zip(truths, self._rows, strict=True)
        ]

    def vector(self, columns: Columns) -> tuple[Array, float]:
        codes, skills = [], []
        for column, rows, labels in zip(columns, self._rows, self._labels, strict=True):
            if len(rows):
                answers = np.asarray(column[rows])
                codes.append(labels.code(answers))
                skills.append(labels.skill(answers))
        return np.concatenate(codes), float(np.mean(skills))

    def judge(self, vectors: Array, best: Array) -> Judge:
        number = max(labels.codes for labels in self._labels)
        return LabelAgreement(codes=vectors, best=best, number=number)


class NumberAnswers:
    """Numbers, also several of a row, such as probabilities of classes."""

    dtype = np.float32

    def __init__(self, *, truths: Sequence[Truth], bests: Iterable[Columns]) -> None:
        random = np.random.default_rng(_SEED)
        rows = _pool(len(truths[0].values), len(truths), random)
        values = np.array(
            [np.concatenate([column[rows] for column in best]) for best in bests],
            np.float64,
        )
        chosen = choose_differing(values=values, most=MOST_NUMBERS, random=random)
        self.items = len(chosen)
        self.width = 2 * self.items
        self._column, self._row = chosen // len(rows), rows[chosen % len(rows)]
        if self.items:
            truth = np.concatenate([truth.values[rows] for truth in truths])
            self._centre = Centre(values[:, chosen], truth=truth[chosen])

    def vector(self, columns: Columns) -> tuple[Array, float]:
        values = np.empty(self.items)
        for at, column in enumerate(columns):
            here = self._column == at
            values[here] = column[self._row[here]]
        vector = np.concatenate([self._centre.deviation(values), values])
        return vector.astype(self.dtype), self._centre.skill(values)

    def judge(self, vectors: Array, best: Array) -> Judge:
        deviations, values = vectors[:, : self.items], vectors[:, self.items :]
        return NumberAgreement(deviations=deviations, values=values)


def _pool(rows: int, columns: int, random: np.random.Generator) -> Array:
    most = max(1, _POOL // columns)
    if rows <= most:
        return np.arange(rows)
    return np.sort(random.choice(rows, most, replace=False))
