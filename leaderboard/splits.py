"""Which rows of a solution make the public score: drawn by a seed."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard.prepared import PRIVATE, PUBLIC
from leaderboard.values import fits_int64, is_integer

Array = npt.NDArray[Any]


def seeded_usage(ids: Array, split: Mapping[str, Any]) -> Array:
    """Return PUBLIC or PRIVATE for each id: ``public`` of them, drawn by ``seed``.

    The draw is over the sorted ids (integers by value, texts by code point), so that the
    order of the rows in the file does not matter. The share is rounded to whole rows,
    a half up.
    """
    rows = len(ids)
    public = int(rows * float(split["public"]) + 0.5)
    drawn = np.random.default_rng(int(split.get("seed") or 0)).permutation(rows)
    usage_in_order = np.full(rows, PRIVATE, np.uint8)
    usage_in_order[drawn[:public]] = PUBLIC
    usage = np.empty(rows, np.uint8)
    usage[_sorted(ids)] = usage_in_order
    return usage


def _sorted(ids: Array) -> Array:
    texts = ids.tolist()
    if not all(map(is_integer, texts)):
        return np.array(sorted(range(len(texts)), key=texts.__getitem__))
    numbers = list(map(int, texts))
    if all(map(fits_int64, numbers)):
        return np.argsort(np.array(numbers, np.int64), kind="stable")
    return np.array(sorted(range(len(texts)), key=numbers.__getitem__))
