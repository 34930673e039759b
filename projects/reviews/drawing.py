"""Draws who reviews which papers: at random, and as many reviews for each. Pure.

Every reviewer gets *k* different papers, the least reviewed first. Then reviews are
handed on from papers with many to papers with few, along chains of reviewers who can
take another one in exchange, until no chain evens anything out any more. That is as
even as it can be: counts differ by one at most wherever own papers and conflicts let
them.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

# A reviewer and a paper.
Pair = tuple[int, int]


class DrawingError(ValueError):
    """Somebody cannot be served; ``left`` has how many papers are left for whom."""

    def __init__(self, left: Mapping[int, int], *, k: int) -> None:
        self.left = dict(sorted(left.items()))
        self.k = k
        super().__init__(
            "; ".join(
                f"only {papers(count)} {'is' if count == 1 else 'are'} left for"
                f" {reviewer}, who needs {k}"
                for reviewer, count in self.left.items()
            )
        )


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """What a review is called: ``number`` by its reviewer, ``shown_as`` by authors."""

    number: int
    shown_as: int


def papers(count: int) -> str:
    """Return a number of papers in words."""
    return f"{count} paper" if count == 1 else f"{count} papers"


def draw(
    reviewers: Collection[int],
    papers: Collection[int],
    *,
    k: int,
    seed: int,
    forbidden: Collection[Pair] = (),
    kept: Collection[Pair] = (),
    now: Collection[Pair] = (),
) -> list[Pair]:
    """Return who reviews what, *kept* pairs among it, in order.

    Nobody reviews what is *forbidden* for them, save in a pair that is kept. Kept pairs
    of others count for their papers. Pairs that there are *now* stay as far as counts
    are as even with them. The same in any order gives the same. Raises DrawingError
    where a reviewer cannot have *k* papers.
    """
    table = _Table(sorted(set(papers)), forbidden=forbidden, seed=seed)
    for reviewer, paper in sorted(set(kept)):
        table.give(reviewer, paper)
    fixed = {one: frozenset(found) for one, found in table.of_reviewer.items()}
    order = sorted(set(reviewers))
    _check(table, order, k)
    for reviewer, paper in sorted(set(now)):
        if len(table.of_reviewer[reviewer]) < k and paper in table.open_to(reviewer):
            table.give(reviewer, paper)
    table.random.shuffle(order)
    for reviewer in order:
        for paper in table.least(reviewer, k - len(table.of_reviewer[reviewer])):
            table.give(reviewer, paper)
    while table.evened(frozenset(order), fixed):
        pass
    return sorted(
        (one, paper) for one, found in table.of_reviewer.items() for paper in found
    )


def numbered(
    pairs: Iterable[Pair], *, seed: int, known: Mapping[Pair, Numbers]
) -> dict[Pair, Numbers]:
    """Return the numbers of *pairs*: random ones, those of *known* as they are."""
    pairs = sorted(pairs)
    number = _counted(
        pairs, 0, {one: found.number for one, found in known.items()}, seed
    )
    shown_as = _counted(
        pairs, 1, {one: found.shown_as for one, found in known.items()}, seed
    )
    return {one: Numbers(number=number[one], shown_as=shown_as[one]) for one in pairs}


def _counted(
    pairs: Sequence[Pair], side: int, known: Mapping[Pair, int], seed: int
) -> dict[Pair, int]:
    """Return the numbers of one side's pairs: the free ones from 1 on, at random."""
    random = Random(f"{side} {seed}")  # noqa: S311 nobody guards a secret by it
    found = {one: known[one] for one in pairs if one in known}
    taken, new = defaultdict(set), defaultdict(list)
    for pair in pairs:
        if pair in known:
            taken[pair[side]].add(known[pair])
        else:
            new[pair[side]].append(pair)
    for one, unnumbered in sorted(new.items()):
        most = len(taken[one]) + len(unnumbered)
        free = [at for at in range(1, most + 1) if at not in taken[one]]
        random.shuffle(unnumbered)
        found |= dict(zip(unnumbered, free, strict=False))
    return found


def _check(table: "_Table", reviewers: Iterable[int], k: int) -> None:
    """Raise DrawingError for whom there are fewer papers than they need."""
    short = {}
    for one in reviewers:
        left = len(table.of_reviewer[one]) + len(table.open_to(one))
        if left < k:
            short[one] = left
    if short:
        raise DrawingError(short, k=k)


class _Table:
    """Who has which papers, and how often each paper is reviewed."""

    def __init__(
        self, papers: Sequence[int], *, forbidden: Collection[Pair], seed: int
    ) -> None:
        self.random = Random(seed)  # noqa: S311 a seed gives the same draw again
        self.papers = list(papers)
        self.random.shuffle(self.papers)
        self.forbidden: defaultdict[int, set[int]] = defaultdict(set)
        for reviewer, paper in forbidden:
            self.forbidden[reviewer].add(paper)
        self.load = dict.fromkeys(self.papers, 0)
        self.of_reviewer: defaultdict[int, set[int]] = defaultdict(set)
        self.of_paper: defaultdict[int, set[int]] = defaultdict(set)

    def may(self, reviewer: int, paper: int) -> bool:
        """Tell whether a reviewer can take a paper that they do not have."""
        return not (
            paper in self.forbidden[reviewer] or paper in self.of_reviewer[reviewer]
        )

    def open_to(self, reviewer: int) -> set[int]:
        """Return the papers that a reviewer can take beside those they have."""
        return self.load.keys() - self.forbidden[reviewer] - self.of_reviewer[reviewer]

    def give(self, reviewer: int, paper: int) -> None:
        self.of_reviewer[reviewer].add(paper)
        self.of_paper[paper].add(reviewer)
        if paper in self.load:
            self.load[paper] += 1

    def take(self, reviewer: int, paper: int) -> None:
        self.of_reviewer[reviewer].remove(paper)
        self.of_paper[paper].remove(reviewer)
        self.load[paper] -= 1

    def least(self, reviewer: int, count: int) -> list[int]:
        """Return the least reviewed papers that a reviewer can take, of equals any."""
        if count <= 0:
            return []
        self.random.shuffle(self.papers)
        free = (one for one in self.papers if self.may(reviewer, one))
        return sorted(free, key=self.load.__getitem__)[:count]

    def evened(
        self, movable: Collection[int], fixed: Mapping[int, Collection[int]]
    ) -> bool:
        """Hand one review on from a paper to one with at least two fewer, if possible.

        Only what the *movable* reviewers have, and is not *fixed*.
        """
        least = min(self.load.values(), default=0)
        for start in sorted(self.papers, key=lambda one: (-self.load[one], one)):
            if self.load[start] < least + 2:
                return False
            if chain := self._chain(start, movable, fixed):
                for reviewer, paper, instead in chain:
                    self.take(reviewer, paper)
                    self.give(reviewer, instead)
                return True
        return False

    def _chain(
        self,
        start: int,
        movable: Collection[int],
        fixed: Mapping[int, Collection[int]],
    ) -> list[tuple[int, int, int]]:
        """Return who gives up which paper for which, down to one with two fewer."""
        came: dict[int, tuple[int, int]] = {}
        unseen = [one for one in self.papers if one != start]
        waiting = deque([start])
        while waiting:
            paper = waiting.popleft()
            for reviewer in sorted(self.of_paper[paper]):
                if reviewer not in movable or paper in fixed.get(reviewer, ()):
                    continue
                reached = [one for one in unseen if self.may(reviewer, one)]
                came |= dict.fromkeys(reached, (reviewer, paper))
                for one in reached:
                    if self.load[one] + 2 <= self.load[start]:
                        return _walked(came, one, start)
                if reached:
                    waiting.extend(reached)
                    gone = set(reached)
                    unseen = [one for one in unseen if one not in gone]
        return []


def _walked(
    came: Mapping[int, tuple[int, int]], end: int, start: int
) -> list[tuple[int, int, int]]:
    chain = []
    while end != start:
        reviewer, paper = came[end]
        chain.append((reviewer, paper, end))
        end = paper
    return chain
