"""Finds, for each two students, the submissions that agree most.

Where there are few, all are compared. Where there are many, each vector is first reduced
to a short sketch (M. Charikar, K. Chen and M. Farach-Colton, Finding frequent items in
data streams, 2002: sums of features with random signs keep products on the average), so
that all are compared by products of matrices; the best of each two students are then
compared in full.
"""

from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

# Up to so many pairs of submissions all are compared in full.
EXACT_MOST = 200_000
_WIDTH = 512
_VECTORS_AT_ONCE = 512


class Agreement(Protocol):
    """A way of comparing vectors, which are named by their numbers."""

    def features(self, block: slice) -> Array: ...

    def z(self, one: Array, other: Array) -> Array: ...


def best_pairs(
    *, agreement: Agreement, owner: Array, apart: Array, exact_most: int = EXACT_MOST
) -> tuple[Array, Array, Array]:
    """Return for each two students who are compared their most similar submissions.

    *owner* gives each vector's student, in ascending order; *apart* whether two students
    are compared. Returns two arrays of vectors and their z; of students (a, b), a < b,
    in order.
    """
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    ends = np.append(starts[1:], len(owner))
    if len(owner) * (len(owner) - 1) // 2 <= exact_most:
        return _exact(agreement, owner, apart)
    one, other = _sketched(sketch(agreement, len(owner)), owner, apart, starts, ends)
    return one, other, agreement.z(one, other)


def _exact(
    agreement: Agreement, owner: Array, apart: Array
) -> tuple[Array, Array, Array]:
    one, other = np.triu_indices(len(owner), 1)
    kept = apart[owner[one], owner[other]]
    one, other = one[kept], other[kept]
    z = agreement.z(one, other)
    order = np.lexsort((-z, owner[other], owner[one]))
    one, other, z = one[order], other[order], z[order]
    pair = owner[one] * len(apart) + owner[other]
    first = np.flatnonzero(np.diff(pair, prepend=-1))
    return one[first], other[first], z[first]


def sketch(agreement: Agreement, vectors: int) -> Array:
    """Return a short vector of length 1 for each; products tell how much two agree."""
    found = []
    for start in range(0, vectors, _VECTORS_AT_ONCE):
        features = agreement.features(slice(start, start + _VECTORS_AT_ONCE))
        spare = -features.shape[1] % _WIDTH
        features = np.pad(features, ((0, 0), (0, spare)))
        found.append(features.reshape(len(features), _WIDTH, -1).sum(axis=2))
    sketches = np.concatenate(found).astype(np.float32)
    sketches /= np.maximum(np.linalg.norm(sketches, axis=1, keepdims=True), 1e-9)
    return sketches


def _sketched(
    sketches: Array, owner: Array, apart: Array, starts: Array, ends: Array
) -> tuple[Array, Array]:
    ones: list[int] = []
    others: list[int] = []
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if end == len(owner):
            break
        close = sketches[start:end] @ sketches[end:].T
        best = np.maximum.reduceat(close, starts[index + 1 :] - end, axis=1)
        rows = best.argmax(axis=0)
        for later, row in enumerate(rows, start=index + 1):
            if not apart[owner[start], owner[starts[later]]]:
                continue
            columns = close[row, starts[later] - end : ends[later] - end]
            ones.append(start + int(row))
            others.append(int(starts[later] + columns.argmax()))
    return np.array(ones, np.int64), np.array(others, np.int64)
