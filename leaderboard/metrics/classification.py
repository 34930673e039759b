"""Metrics of class labels."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def accuracy(truth: Sequence[Array], predicted: Sequence[Array]) -> Array:
    """Tell for each row whether every target column is exactly right.

    With several target columns a row is right when all of them are: the subset
    accuracy of scikit-learn's ``accuracy_score``.
    """
    right: Array = truth[0] == predicted[0]
    for true, found in zip(truth[1:], predicted[1:], strict=True):
        right = np.logical_and(right, true == found)
    return right
