"""The metrics by other people's code, or by the plainest loop where there is none.

Each takes what ``Metric.scores`` takes: columns of truth and of predictions, weights.
"""

from collections.abc import Callable, Sequence

import jiwer
import numpy as np
from rapidfuzz.distance import Levenshtein
from scipy import stats  # noqa: TID253 - tests load what they like
from scipy.optimize import brentq  # noqa: TID253
from sklearn import metrics as sk  # noqa: TID253

Columns = Sequence[np.ndarray]
Oracle = Callable[..., float]


def of_one(function: Callable[..., float], **given: object) -> Oracle:
    """A library's function of one column on either side."""
    return lambda truth, predicted, weights: function(truth[0], predicted[0], **given)


def of_tables(function: Callable[..., float], **given: object) -> Oracle:
    """A library's function of a table; one column stays a vector."""

    def oracle(truth: Columns, predicted: Columns, weights: object) -> float:
        if len(truth) == 1:
            return function(truth[0], predicted[0], **given)
        return function(np.column_stack(truth), np.column_stack(predicted), **given)

    return oracle


def accuracy(truth: Columns, predicted: Columns, weights: object) -> float:
    rows = zip(zip(*truth, strict=True), zip(*predicted, strict=True), strict=True)
    return sk.accuracy_score([1] * len(truth[0]), [int(a == b) for a, b in rows])


def log_loss(truth: Columns, predicted: Columns, weights: object) -> float:
    if len(truth) == 1:
        return sk.log_loss(truth[0], y_proba=predicted[0], labels=[0, 1])
    classes = np.column_stack(truth).argmax(axis=1)
    return sk.log_loss(
        classes, y_proba=np.column_stack(predicted), labels=range(len(truth))
    )


def top_k_accuracy(
    truth: Columns, predicted: Columns, weights: object, *, k: int
) -> float:
    if len(truth) == 1:
        rows = list(zip(truth[0], predicted[0], strict=True))
        return sum(true in found.split(" ")[:k] for true, found in rows) / len(rows)
    return sk.top_k_accuracy_score(
        np.column_stack(truth).argmax(axis=1),
        np.column_stack(predicted),
        k=k,
        labels=range(len(truth)),
    )


def map_at_k(truth: Columns, predicted: Columns, weights: object, *, k: int) -> float:
    """As the code that competitors pass around has it, word for word in its steps."""
    total = 0.0
    for true, found in zip(truth[0], predicted[0], strict=True):
        actual, guesses = set(true.split()), found.split()[:k]
        score, hits = 0.0, 0
        for i, guess in enumerate(guesses):
            if guess in actual and guess not in guesses[:i]:
                hits += 1
                score += hits / (i + 1)
        total += score / min(len(actual), k)
    return total / len(truth[0])


def weighted_mae(
    truth: Columns,
    predicted: Columns,
    weights: np.ndarray,
    *,
    normalise: str | None = None,
) -> float:
    of_columns = sk.mean_absolute_error(
        np.column_stack(truth), np.column_stack(predicted), sample_weight=weights
    )
    if normalise:
        return of_columns
    return of_columns * weights.sum() / len(weights)


def correlation(function: Callable[..., tuple[float, float]]) -> Oracle:
    return lambda truth, predicted, weights: float(
        np.mean(
            [function(t, p)[0] for t, p in zip(truth, predicted, strict=True)],
        )
    )


def levenshtein(truth: Columns, predicted: Columns, weights: object) -> float:
    edits = [
        Levenshtein.distance(true, found)
        for column in zip(truth, predicted, strict=True)
        for true, found in zip(*column, strict=True)
    ]
    return sum(edits) / len(truth[0])


def levenshtein_normalised(
    truth: Columns, predicted: Columns, weights: object
) -> float:
    shares = [
        Levenshtein.normalized_distance(true, found)
        for column in zip(truth, predicted, strict=True)
        for true, found in zip(*column, strict=True)
    ]
    return sum(shares) / len(shares)


def error_rate(function: Callable[..., float]) -> Oracle:
    return lambda truth, predicted, weights: function(
        np.concatenate(truth).tolist(), np.concatenate(predicted).tolist()
    )


def eer(truth: Columns, predicted: Columns, weights: object) -> float:
    """Where the rates cross on a walk along the points of the ROC curve."""
    accepted, right, _ = sk.roc_curve(truth[0], predicted[0], drop_intermediate=False)
    steps = np.arange(len(accepted))

    def difference(at: float) -> float:
        return np.interp(at, steps, accepted) - (1 - np.interp(at, steps, right))

    crossing = brentq(difference, 0, steps[-1], xtol=1e-14, rtol=1e-15)
    return float(np.interp(crossing, steps, accepted))


ORACLES: dict[str, Oracle] = {
    "accuracy": accuracy,
    "balanced_accuracy": of_one(sk.balanced_accuracy_score),
    "f1_macro": of_one(sk.f1_score, average="macro", zero_division=0),
    "f1_micro": of_one(sk.f1_score, average="micro", zero_division=0),
    "f1_weighted": of_one(sk.f1_score, average="weighted", zero_division=0),
    "precision": of_one(sk.precision_score, average="macro", zero_division=0),
    "recall": of_one(sk.recall_score, average="macro", zero_division=0),
    "top_k_accuracy": top_k_accuracy,
    "roc_auc": of_tables(sk.roc_auc_score),
    "average_precision": of_tables(sk.average_precision_score),
    "map_at_k": map_at_k,
    "log_loss": log_loss,
    "rmse": of_tables(sk.root_mean_squared_error),
    "rmsle": of_tables(sk.root_mean_squared_log_error),
    "mae": of_tables(sk.mean_absolute_error),
    "weighted_mae": weighted_mae,
    "r2": of_tables(sk.r2_score),
    "pearson": correlation(stats.pearsonr),
    "spearman": correlation(stats.spearmanr),
    "kappa": of_one(sk.cohen_kappa_score),
    "kappa_quadratic": of_one(sk.cohen_kappa_score, weights="quadratic"),
    "levenshtein": levenshtein,
    "levenshtein_normalised": levenshtein_normalised,
    "cer": error_rate(jiwer.cer),
    "wer": error_rate(jiwer.wer),
    "eer": eer,
}
