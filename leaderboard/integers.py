"""Texts as integers, many at once."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard.values import are_short_integers, fits_int64, is_integer

Array = npt.NDArray[Any]


def as_integers(texts: Sequence[str]) -> Array | None:
    """Return *texts* as integers, None unless all are canonical and of 64 bits."""
    if are_short_integers(texts):
        return np.array(list(map(int, texts)), np.int64)
    if not all(is_integer(text) and fits_int64(int(text)) for text in texts):
        return None
    return np.array(list(map(int, texts)), np.int64)
