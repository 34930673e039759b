"""Random data for each metric: few different values, so that ties and gaps are common."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from leaderboard.metrics.aligned import Part
from leaderboard.metrics.registry import Metric, metric_of

Columns = list[np.ndarray]
LETTERS = list("abcé日😀")


@dataclass(frozen=True, kw_only=True)
class Case:
    """A metric with its options, and data on which it is defined."""

    name: str
    truth: Columns
    predicted: Columns
    weights: np.ndarray | None = None
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def metric(self) -> Metric:
        return metric_of(
            self.name, self.options, [f"c{n}" for n in range(len(self.truth))]
        )

    @property
    def rows(self) -> int:
        return len(self.truth[0])

    def scores(self, *parts: Part) -> list[float]:
        return self.metric.scores(
            truth=self.truth,
            predicted=self.predicted,
            weights=self.weights,
            parts=parts,
        )

    def score(self) -> float:
        return self.scores(None)[0]

    def taken(self, rows: np.ndarray) -> "Case":
        """Return the case with some of its rows, in that order."""
        return replace(
            self,
            truth=[column[rows] for column in self.truth],
            predicted=[column[rows] for column in self.predicted],
            weights=None if self.weights is None else self.weights[rows],
        )


def texts(values: list[str]) -> np.ndarray:
    column = np.empty(len(values), object)
    column[:] = values
    return column


class Maker:
    """Makes the columns of a case with *rows* rows."""

    def __init__(self, seed: int, rows: int) -> None:
        self.random = np.random.default_rng(seed)
        self.rows = rows

    def labels(self) -> tuple[Columns, Columns]:
        """The prediction may lack classes and hold unknown ones, also far away."""
        classes = int(self.random.integers(2, 6))
        truth = self.random.integers(0, classes, self.rows)
        truth[:2] = 0, 1
        predicted = self.random.integers(-1, classes + 1, self.rows)
        if self.random.random() < 0.2:
            predicted[-1] = self.random.choice([10**12, -(10**6), 300])
        return [truth.astype(np.uint8)], [predicted]

    def several_labels(self) -> tuple[Columns, Columns]:
        pairs = [self.labels() for _ in range(2)]
        return [t[0] for t, _ in pairs], [p[0] for _, p in pairs]

    def guesses(self, *, several: bool) -> tuple[Columns, Columns]:
        sizes = self.random.integers(1, 4 if several else 2, self.rows)
        truth = [
            " ".join(self.random.choice(list("abcdef"), size, replace=False))
            for size in sizes
        ]
        found = [
            " ".join(self.random.choice(list("abcdef"), size))
            for size in self.random.integers(0, 5, self.rows)
        ]
        return [texts(truth)], [texts(found)]

    def numbers(self, low: float = -3.0) -> np.ndarray:
        decimals = int(self.random.integers(0, 3))
        return np.maximum(low, np.round(self.random.normal(size=self.rows), decimals))

    def varied(self) -> np.ndarray:
        numbers = self.numbers()
        numbers[:2] = 0.25, 0.5
        return numbers

    def binary(self) -> np.ndarray:
        truth = self.random.integers(0, 2, self.rows).astype(float)
        truth[:2] = 0, 1
        return truth

    def chances(self) -> np.ndarray:
        return np.clip(self.numbers() / 2, 0.0, 1.0)

    def one_hot(self, classes: int) -> Columns:
        return list(np.eye(classes)[self.random.integers(0, classes, self.rows)].T)

    def distributions(self, classes: int) -> Columns:
        shares = self.random.integers(0, 3, (self.rows, classes)) + 1e-3
        return list((shares / shares.sum(axis=1, keepdims=True)).T)

    def strings(self) -> np.ndarray:
        """Texts without blanks at their ends, which some count and some do not."""
        letters = self.random.choice([*LETTERS, " "], (self.rows, 8)).tolist()
        lengths = self.random.integers(0, 9, self.rows)
        return texts(
            [
                "".join(row[:length]).strip()
                for row, length in zip(letters, lengths, strict=True)
            ]
        )

    def true_strings(self) -> np.ndarray:
        return texts(["a", "b c", *self.strings()[2:]])


def _numbers(m: Maker, columns: int, make: Callable[[Maker], np.ndarray]) -> dict:
    return {
        "truth": [m.varied() for _ in range(columns)],
        "predicted": [make(m) for _ in range(columns)],
    }


def _pair(truth_and_predicted: tuple[Columns, Columns]) -> dict:
    return dict(zip(("truth", "predicted"), truth_and_predicted, strict=True))


def _relative(m: Maker, columns: int) -> dict:
    return {
        "truth": [m.numbers(low=0.0) for _ in range(columns)],
        "predicted": [m.numbers(low=-0.5) for _ in range(columns)],
    }


def _scored(m: Maker, columns: int) -> dict:
    return {
        "truth": [m.binary() for _ in range(columns)],
        "predicted": [m.numbers() for _ in range(columns)],
    }


def _texts(m: Maker, columns: int) -> dict:
    return {
        "truth": [m.true_strings() for _ in range(columns)],
        "predicted": [m.strings() for _ in range(columns)],
    }


def _weighted(m: Maker, columns: int, **options: str) -> dict:
    weights = m.random.integers(0, 4, m.rows) / 2
    weights[:2] = 1.0
    return _numbers(m, columns, Maker.numbers) | {
        "weights": weights,
        "options": options,
    }


_ONE_LABEL = (
    "accuracy", "balanced_accuracy", "f1_macro", "f1_micro", "f1_weighted", "precision",
    "recall", "kappa", "kappa_quadratic",
)  # fmt: skip
_ONE_OR_THREE: dict[str, Callable[[Maker, int], dict]] = {
    "roc_auc": _scored,
    "average_precision": _scored,
    "rmse": lambda m, n: _numbers(m, n, Maker.numbers),
    "mae": lambda m, n: _numbers(m, n, Maker.numbers),
    "r2": lambda m, n: _numbers(m, n, Maker.numbers),
    "pearson": lambda m, n: _numbers(m, n, Maker.varied),
    "spearman": lambda m, n: _numbers(m, n, Maker.varied),
    "rmsle": _relative,
    "weighted_mae": _weighted,
    "levenshtein": _texts,
    "levenshtein_normalised": _texts,
    "cer": _texts,
    "wer": _texts,
}

MAKERS: dict[str, Callable[[Maker], dict]] = {
    **{name: lambda m: _pair(m.labels()) for name in _ONE_LABEL},
    "accuracy of pairs": lambda m: _pair(m.several_labels()),
    "top_k_accuracy of guesses": lambda m: (
        _pair(m.guesses(several=False)) | {"options": {"k": 2}}
    ),
    "top_k_accuracy of classes": lambda m: {
        "truth": m.one_hot(4),
        "predicted": [m.numbers() for _ in range(4)],
        "options": {"k": int(m.random.integers(1, 4))},
    },
    "map_at_k": lambda m: (
        _pair(m.guesses(several=True))
        | {"options": {"k": int(m.random.integers(1, 5))}}
    ),
    "log_loss": lambda m: {"truth": [m.binary()], "predicted": [m.chances()]},
    "log_loss of classes": lambda m: {
        "truth": m.one_hot(3),
        "predicted": m.distributions(3),
    },
    "eer": lambda m: _scored(m, 1),
    "weighted_mae by weights": lambda m: _weighted(m, 1, normalise="weights"),
    **{
        f"{name}{' of columns' if columns > 1 else ''}": (
            lambda m, make=make, columns=columns: make(m, columns)
        )
        for name, make in _ONE_OR_THREE.items()
        for columns in (1, 3)
    },
}


def make_case(title: str, *, seed: int, rows: int) -> Case:
    """Return random data for a metric, the same for the same *seed*."""
    return Case(
        name=title.split(" ", maxsplit=1)[0], **MAKERS[title](Maker(seed, rows))
    )


def case_of(name: str, truth: list, predicted: list, **options: Any) -> Case:
    """Return a case written by hand; lists of lists are several columns."""
    weights = options.pop("weights", None)
    return Case(
        name=name,
        truth=_columns(truth),
        predicted=_columns(predicted),
        weights=None if weights is None else np.array(weights, float),
        options=options,
    )


def _columns(values: list) -> Columns:
    if not isinstance(values[0], list):
        values = [values]
    return [
        texts(column) if isinstance(column[0], str) else np.array(column)
        for column in values
    ]
