"""Which rows of a solution make the public score: drawn by a seed."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard.integers import as_integers
from leaderboard.prepared import PRIVATE, PUBLIC
from leaderboard.strata import first_of_each, shares
from leaderboard.values import is_integer

Array = npt.NDArray[Any]


def seeded_usage(
    ids: Array, split: Mapping[str, Any], *, classes: Array | None = None
) -> Array:
    """Return PUBLIC or PRIVATE for each id: ``public`` of them, drawn by ``seed``.

    The draw is over the sorted ids (integers by value, texts by code point), so that the
    order of the rows in the file does not matter. The share is rounded to whole rows,
    a half up. Given the *classes* of the rows, numbers from 0 up, each class keeps its
    share of these, rounded by the largest remainder (leaderboard.strata).
    """
    rows = len(ids)
    public = int(rows * float(split["public"]) + 0.5)
    order = _sorted(ids)
    drawn = np.random.default_rng(int(split.get("seed") or 0)).permutation(rows)
    if classes is None:
        chosen = drawn[:public]
    else:
        wanted = shares(np.bincount(classes).tolist(), part=public)
        chosen = drawn[first_of_each(classes[order][drawn], wanted=wanted)]
    usage_in_order = np.full(rows, PRIVATE, np.uint8)
    usage_in_order[chosen] = PUBLIC
    usage = np.empty(rows, np.uint8)
    usage[order] = usage_in_order
    return usage


def _sorted(ids: Array) -> Array:
    texts = ids.tolist()
    integers = as_integers(texts)
    if integers is not None:
        return np.argsort(integers, kind="stable")
    if not all(map(is_integer, texts)):
        return np.array(sorted(range(len(texts)), key=texts.__getitem__))
    numbers = list(map(int, texts))
    return np.array(sorted(range(len(texts)), key=numbers.__getitem__))
