"""Metrics of the k best guesses of a row."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard.metrics.aligned import Aligned, OnPart, mean_of_rows

Array = npt.NDArray[Any]


def top_k_accuracy(data: Aligned, *, k: int) -> OnPart:
    """Return the share of rows whose true label is among the first k guesses.

    One column holds guesses with spaces between, the best first. Several columns hold
    a score for each class; of equal scores the later column goes first, as in
    scikit-learn's ``top_k_accuracy_score``.
    """
    if len(data.truth) == 1:
        return mean_of_rows(_of_guesses(data, lambda true, found: true[0] in found[:k]))
    scores = np.column_stack(data.predicted)
    true = np.column_stack(data.truth).argmax(axis=1)
    own = scores[np.arange(len(scores)), true]
    ahead = np.zeros(len(scores), np.int64)
    for place in range(scores.shape[1]):
        rival = scores[:, place]
        ahead += (rival > own) | ((rival == own) & (place > true))
    return mean_of_rows(ahead < k)


def map_at_k(data: Aligned, *, k: int) -> OnPart:
    """Return the mean over rows of the average precision of the first k guesses.

    Of a row: Σ over the places i ≤ k with a new relevant guess of (relevant guesses up
    to i) ÷ i, divided by min(k, relevant labels). A guess counts once; a second time it
    takes its place and scores nothing (as Kaggle's competitions define MAP@K).
    """
    return mean_of_rows(
        _of_guesses(data, lambda true, found: _precision(true, found, k))
    )


def _of_guesses(
    data: Aligned, of_row: Callable[[list[str], list[str]], float]
) -> Array:
    """Return the result of *of_row* on each row's true labels and guesses."""
    rows = zip(data.truth[0], data.predicted[0], strict=True)
    return np.array([of_row(true.split(), found.split()) for true, found in rows])


def _precision(true: list[str], found: list[str], k: int) -> float:
    relevant = set(true)
    most = min(k, len(relevant))
    hits, total = 0, 0.0
    for place, guess in enumerate(found[:k], 1):
        if guess in relevant:
            relevant.remove(guess)
            hits += 1
            total += hits / place
    return total / most
