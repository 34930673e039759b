"""Entrants whose code holds the same files.

Files that more than half of all have are taken for handed out, and files with next to
nothing in them for chance; neither tells anything.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

SMALLEST = 64
_FEWEST_WITH_HANDED_OUT = 3


@dataclass(frozen=True, kw_only=True)
class File:
    """A file of an entrant's code: its content by hash, how large it is."""

    entrant: int
    name: str
    sha256: str
    size: int


@dataclass(frozen=True, kw_only=True)
class Same:
    """One content that several entrants have, under the names it has with each."""

    sha256: str
    size: int
    names: Mapping[int, Sequence[str]]
    share: float

    @property
    def shown_as(self) -> str:
        """The name that most give it."""
        given = [name for names in self.names.values() for name in names]
        return min(given, key=lambda name: (-given.count(name), name))


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two entrants: how many bytes they share, and how much that is of either's code."""

    one: int
    other: int
    shared: int
    of_one: float
    of_other: float
    files: Sequence[Same]

    @property
    def share(self) -> float:
        """How much of the smaller one's code is in the other's, from 0 to 1."""
        return max(self.of_one, self.of_other)


@dataclass(frozen=True, kw_only=True)
class Found:
    """What is the same: by file, by pair with the strongest first, and handed out.

    ``pairs`` is cut to the number asked for; ``more`` are those left out.
    """

    groups: Sequence[Same]
    pairs: Sequence[Pair]
    more: int
    handed_out: Sequence[Same]


def same_files(files: Iterable[File], *, entrants: int, most: int) -> Found:
    """Return what *entrants* people or teams have in common, *most* pairs of it.

    Of equal pairs and files the order is by entrant and by name.
    """
    groups = _groups(files, entrants)
    shared = [group for group in groups if len(group.names) > 1]
    handed_out = [group for group in shared if _is_handed_out(group, entrants)]
    out = {group.sha256 for group in handed_out}
    telling = [group for group in shared if group.sha256 not in out]
    own = _sizes(group for group in groups if group.sha256 not in out)
    pairs, number = _pairs(telling, own, most)
    return Found(
        groups=telling, pairs=pairs, more=number - len(pairs), handed_out=handed_out
    )


def _groups(files: Iterable[File], entrants: int) -> list[Same]:
    """Return every content, those that most entrants have first, then the largest."""
    names: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    sizes: dict[str, int] = {}
    for file in files:
        if file.size >= SMALLEST:
            names[file.sha256][file.entrant].append(file.name)
            sizes[file.sha256] = file.size
    found = [
        Same(
            sha256=sha256,
            size=sizes[sha256],
            names={one: sorted(given) for one, given in sorted(by_entrant.items())},
            share=len(by_entrant) / entrants,
        )
        for sha256, by_entrant in names.items()
    ]
    return sorted(found, key=lambda one: (-len(one.names), -one.size, one.sha256))


def _is_handed_out(group: Same, entrants: int) -> bool:
    number = len(group.names)
    return number >= _FEWEST_WITH_HANDED_OUT and 2 * number > entrants


def _sizes(groups: Iterable[Same]) -> Mapping[int, int]:
    """Return how large the code of each entrant is, each content counted once."""
    sizes: dict[int, int] = defaultdict(int)
    for group in groups:
        for entrant in group.names:
            sizes[entrant] += group.size
    return sizes


def _pairs(
    groups: Sequence[Same], own: Mapping[int, int], most: int
) -> tuple[list[Pair], int]:
    """Return the *most* strongest pairs, and how many there are."""
    keys = sorted({entrant for group in groups for entrant in group.names})
    place = {entrant: at for at, entrant in enumerate(keys)}
    shared = np.zeros((len(keys), len(keys)), dtype=np.int64)
    for group in groups:
        members = np.fromiter((place[one] for one in group.names), dtype=np.intp)
        shared[members[:, None], members] += group.size
    ones, others = np.nonzero(np.triu(shared, k=1))
    amounts = shared[ones, others]
    sizes = np.array([own[key] for key in keys], dtype=np.int64)
    smaller = np.minimum(sizes[ones], sizes[others])
    order = np.lexsort((others, ones, -amounts, -(amounts / smaller)))[:most]
    strongest = [
        (keys[ones[at]], keys[others[at]], int(amounts[at])) for at in order.tolist()
    ]
    return [_pair(one, other, n, own, groups) for one, other, n in strongest], len(ones)


def _pair(
    one: int, other: int, shared: int, own: Mapping[int, int], groups: Sequence[Same]
) -> Pair:
    both = [group for group in groups if one in group.names and other in group.names]
    return Pair(
        one=one,
        other=other,
        shared=shared,
        of_one=shared / own[one],
        of_other=shared / own[other],
        files=sorted(both, key=lambda group: (-group.size, group.shown_as)),
    )
