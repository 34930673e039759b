"""The metrics that can be computed: what they read, their range, their function.

Names, titles and directions are in :mod:`leaderboard.metrics.catalogue`, formulas in
words in :mod:`leaderboard.metrics.explanations`.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import numpy as np

from leaderboard.metrics import (
    agreement,
    classification,
    correlation,
    guessing,
    probability,
    ranking,
    regression,
    text,
    verification,
)
from leaderboard.metrics.aligned import Aligned, Array, Columns, OnPart, Part
from leaderboard.metrics.catalogue import CATALOGUE, CUSTOM
from leaderboard.metrics.faults import MetricError, PredictionsError, TruthError
from leaderboard.metrics.reads import (
    ABOVE_MINUS_ONE,
    ANY_NUMBER,
    BINARY,
    NOT_NEGATIVE,
    PROBABILITY,
    VARIED,
    Range,
    Reads,
)

__all__ = [
    "Metric",
    "MetricError",
    "PredictionsError",
    "Reads",
    "TruthError",
    "metric_of",
]


@dataclass(frozen=True, kw_only=True)
class Metric:
    """A metric as one competition uses it, with its options.

    ``reads`` is what the target columns hold, ``truth`` and ``predicted`` which numbers
    those of the solution and of a submission may be, where they hold numbers; with
    ``one_class`` a row of the solution is of exactly one class. ``compute`` returns what
    gives the score on a part; scores lie between ``lowest`` and ``highest``.
    """

    reads: Reads
    lowest: float
    highest: float
    compute: Callable[..., OnPart]
    truth: Range = ANY_NUMBER
    predicted: Range = ANY_NUMBER
    one_class: bool = False
    names: Sequence[str] = ()
    options: Mapping[str, Any] = field(default_factory=dict)

    def scores(
        self,
        *,
        truth: Columns,
        predicted: Columns,
        parts: Sequence[Part],
        weights: Array | None = None,
    ) -> list[float]:
        """Return the score on each of *parts*; the same part is computed once.

        Raises TruthError and PredictionsError where the metric is undefined, and
        MetricError when a score is not finite or out of the metric's range.
        """
        data = Aligned(
            names=self.names, truth=truth, predicted=predicted, weights=weights
        )
        found: dict[int, float] = {}
        # What overflows is no finite score, which is told below.
        with np.errstate(all="ignore"):
            score = self.compute(data, **self.options)
            for part in parts:
                if id(part) not in found:
                    found[id(part)] = self._checked(score(part))
        return [found[id(part)] for part in parts]

    def _checked(self, score: float) -> float:
        if not math.isfinite(score) and self.reads is Reads.NUMBERS:
            raise PredictionsError(
                "The predictions are so far off that the score is beyond double "
                "precision; expected numbers nearer to the truth."
            )
        is_possible = self.lowest - _ROUNDING <= score <= self.highest + _ROUNDING
        if not is_possible or not math.isfinite(score):
            raise MetricError(score)
        return min(self.highest, max(self.lowest, score))


# How far a score may leave its range by rounding; it is then put on the edge.
_ROUNDING = 1e-9


def metric_of(name: str, options: Mapping[str, Any], columns: Sequence[str]) -> Metric:
    """Return the metric *name* with its *options* for the target *columns*.

    Raises LookupError where there is no such metric. A metric that staff wrote says here
    only what it reads: its file gives the scores (:mod:`leaderboard.custom`).
    """
    if name == CUSTOM:
        return replace(_OWN, reads=Reads(options["reads"]), names=tuple(columns))
    several = len(columns) > 1 and name in _OF_SEVERAL_COLUMNS
    metric = (_OF_SEVERAL_COLUMNS if several else _METRICS)[name]
    known = CATALOGUE[name].options
    chosen = {key: value for key, value in options.items() if key in known}
    return replace(metric, names=tuple(columns), options=chosen)


def _labels(compute: Callable[..., OnPart], *, lowest: float = 0.0) -> Metric:
    return Metric(reads=Reads.LABELS, lowest=lowest, highest=1.0, compute=compute)


def _errors(
    compute: Callable[..., OnPart],
    *,
    truth: Range = ANY_NUMBER,
    predicted: Range = ANY_NUMBER,
) -> Metric:
    return Metric(
        reads=Reads.NUMBERS,
        lowest=0.0,
        highest=math.inf,
        compute=compute,
        truth=truth,
        predicted=predicted,
    )


def _correlated(compute: Callable[..., OnPart]) -> Metric:
    return Metric(
        reads=Reads.NUMBERS,
        lowest=-1.0,
        highest=1.0,
        compute=compute,
        predicted=VARIED,
    )


def _of_scores(compute: Callable[..., OnPart]) -> Metric:
    return Metric(
        reads=Reads.NUMBERS, lowest=0.0, highest=1.0, compute=compute, truth=BINARY
    )


def _guessed(compute: Callable[..., OnPart], *, one_class: bool) -> Metric:
    return Metric(
        reads=Reads.GUESSES,
        lowest=0.0,
        highest=1.0,
        compute=compute,
        one_class=one_class,
    )


def _texts(compute: Callable[..., OnPart], *, highest: float = math.inf) -> Metric:
    return Metric(reads=Reads.TEXTS, lowest=0.0, highest=highest, compute=compute)


_LOG_LOSS = _errors(probability.log_loss, truth=BINARY, predicted=PROBABILITY)

_METRICS: Mapping[str, Metric] = MappingProxyType(
    {
        "accuracy": _labels(classification.accuracy),
        "balanced_accuracy": _labels(classification.balanced_accuracy),
        "f1_macro": _labels(classification.f1_macro),
        "f1_micro": _labels(classification.f1_micro),
        "f1_weighted": _labels(classification.f1_weighted),
        "precision": _labels(classification.precision),
        "recall": _labels(classification.recall),
        "top_k_accuracy": _guessed(guessing.top_k_accuracy, one_class=True),
        "roc_auc": _of_scores(ranking.roc_auc),
        "average_precision": _of_scores(ranking.average_precision),
        "map_at_k": _guessed(guessing.map_at_k, one_class=False),
        "log_loss": _LOG_LOSS,
        "rmse": _errors(regression.rmse),
        "rmsle": _errors(
            regression.rmsle, truth=NOT_NEGATIVE, predicted=ABOVE_MINUS_ONE
        ),
        "mae": _errors(regression.mae),
        "weighted_mae": _errors(regression.weighted_mae),
        "r2": replace(_errors(regression.r2), lowest=-math.inf, highest=1.0),
        "pearson": _correlated(correlation.pearson),
        "spearman": _correlated(correlation.spearman),
        "kappa": _labels(agreement.kappa, lowest=-1.0),
        "kappa_quadratic": replace(
            _labels(agreement.kappa_quadratic, lowest=-1.0), reads=Reads.INTEGERS
        ),
        "levenshtein": _texts(text.levenshtein),
        "levenshtein_normalised": _texts(text.levenshtein_normalised, highest=1.0),
        "cer": _texts(text.cer),
        "wer": _texts(text.wer),
        "eer": _of_scores(verification.eer),
    }
)


def _no_file(data: Aligned) -> OnPart:
    raise LookupError("The metric is a file of the course's staff, and none is given.")


_OWN = Metric(reads=Reads.NUMBERS, lowest=-math.inf, highest=math.inf, compute=_no_file)
# A column for each class in place of one column.
_OF_SEVERAL_COLUMNS: Mapping[str, Metric] = MappingProxyType(
    {
        "top_k_accuracy": replace(_of_scores(guessing.top_k_accuracy), one_class=True),
        "log_loss": replace(_LOG_LOSS, one_class=True),
    }
)
