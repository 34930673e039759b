"""Students who handed in the same file, or the same predictions in another file."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy.typing as npt

Array = npt.NDArray[Any]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A submission by what it holds: its student, its file, its predictions."""

    student: int
    submission: int
    file: str
    predictions: bytes


@dataclass(frozen=True, kw_only=True)
class Identical:
    """Two students, and their submissions that are the same; ``file`` if to the byte."""

    one: int
    other: int
    file: bool
    submissions: Sequence[tuple[int, int]]


def identical(entries: Iterable[Entry], *, apart: Array) -> list[Identical]:
    """Return the pairs with the same predictions, those with the same file first.

    *apart* is a table of who is compared with whom. Students are in ascending order.
    """
    same: Mapping[bytes, list[Entry]] = defaultdict(list)
    for entry in entries:
        same[entry.predictions].append(entry)
    found: Mapping[tuple[int, int], list[tuple[Entry, Entry]]] = defaultdict(list)
    for group in same.values():
        ordered = sorted(group, key=lambda entry: (entry.student, entry.submission))
        for one, other in combinations(ordered, 2):
            if apart[one.student, other.student]:
                found[one.student, other.student].append((one, other))
    pairs = [_pair(one, other, both) for (one, other), both in found.items()]
    return sorted(pairs, key=lambda pair: (not pair.file, pair.one, pair.other))


def _pair(one: int, other: int, both: Iterable[tuple[Entry, Entry]]) -> Identical:
    """Put a pair's submissions in order, each once, the same files first."""
    ordered = sorted(both, key=lambda pair: pair[0].file != pair[1].file)
    kept: list[tuple[int, int]] = []
    for first, second in ordered:
        if all(first.submission != a and second.submission != b for a, b in kept):
            kept.append((first.submission, second.submission))
    return Identical(
        one=one,
        other=other,
        file=ordered[0][0].file == ordered[0][1].file,
        submissions=kept,
    )
