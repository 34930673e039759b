"""Metrics of texts."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cpdist

Array = npt.NDArray[Any]


def levenshtein(truth: Sequence[Array], predicted: Sequence[Array]) -> Array:
    """Return each row's edit distance: insertions, deletions, replacements, each 1.

    Counted in Unicode code points, with nothing stripped, folded or normalised
    (Levenshtein, Soviet Physics Doklady 10, 1966). The distances of several target
    columns add up.
    """
    total = np.zeros(len(truth[0]), np.int64)
    for true, found in zip(truth, predicted, strict=True):
        total += cpdist(
            true.tolist(), found.tolist(), scorer=Levenshtein.distance, dtype=np.int64
        )
    return total
