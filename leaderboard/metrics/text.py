"""Metrics of texts: how many edits lead from the prediction to the truth.

An edit inserts, deletes or replaces one character or word. Characters are Unicode code
points, nothing stripped, folded or normalised (Levenshtein, Soviet Physics Doklady 10,
1966); words are what stands between white space.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cpdist

from leaderboard.metrics.aligned import Aligned, OnPart, Part, mean_of_rows, taken
from leaderboard.metrics.faults import TruthError

Array = npt.NDArray[Any]
Texts = Sequence[Sequence[str]]


def levenshtein(data: Aligned) -> OnPart:
    """Return the mean of the rows' edits; those of several target columns add up."""
    return mean_of_rows(_edits(_characters(data)))


def levenshtein_normalised(data: Aligned) -> OnPart:
    """Return the mean of edits ÷ the longer text's length, of two empty texts 0.

    Of several target columns, a row has the mean.
    """
    shares = [
        _distances(true, found) / np.maximum(np.maximum(_sizes(true), _sizes(found)), 1)
        for true, found in _characters(data)
    ]
    return mean_of_rows(np.mean(shares, axis=0))


def cer(data: Aligned) -> OnPart:
    """Return all character edits ÷ all true characters."""
    return _error_rate(_characters(data), what="characters")


def wer(data: Aligned) -> OnPart:
    """Return all word edits ÷ all true words."""
    pairs = [
        ([text.split() for text in true], [text.split() for text in found])
        for true, found in _characters(data)
    ]
    return _error_rate(pairs, what="words")


def _characters(data: Aligned) -> list[tuple[list[str], list[str]]]:
    return [
        (true.tolist(), found.tolist())
        for true, found in zip(data.truth, data.predicted, strict=True)
    ]


def _error_rate(pairs: Sequence[tuple[Texts, Texts]], *, what: str) -> OnPart:
    edits = _edits(pairs)
    sizes = np.sum([_sizes(true) for true, _ in pairs], axis=0)

    def on(part: Part) -> float:
        total = int(taken(sizes, part).sum())
        if not total:
            raise TruthError(
                f"the true texts hold no {what} at all; an error rate needs some to "
                "divide by"
            )
        return int(taken(edits, part).sum()) / total

    return on


def _edits(pairs: Sequence[tuple[Texts, Texts]]) -> Array:
    """Return the edits of each row, over all columns."""
    edits: Array = np.sum([_distances(true, found) for true, found in pairs], axis=0)
    return edits


def _distances(true: Texts, found: Texts) -> Array:
    distances: Array = cpdist(true, found, scorer=Levenshtein.distance, dtype=np.int64)
    return distances


def _sizes(texts: Texts) -> Array:
    return np.fromiter(map(len, texts), np.int64, len(texts))
