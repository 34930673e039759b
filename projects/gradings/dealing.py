"""Deals works out to graders at random: evenly, and the same for the same seed. Pure."""

from collections.abc import Collection, Mapping, Sequence
from random import Random


def deal(
    works: Sequence[int],
    graders: Sequence[int],
    *,
    each: int,
    seed: int,
    kept: Mapping[int, Collection[int]],
) -> dict[int, list[int]]:
    """Return who is to grade each of *works* besides those who are *kept* there.

    As many as it takes for *each* work to have that many graders, none of them twice.
    What *graders* have differs by one at most, as far as what is kept lets it. Works
    and graders are keys; in whatever order they come, the same are dealt the same.
    """
    dice = Random(seed)  # noqa: S311 deals, and keeps no secret
    graders, works = sorted(set(graders)), sorted(set(works))
    dice.shuffle(graders)
    dice.shuffle(works)
    load = dict.fromkeys(graders, 0)
    for there in kept.values():
        for one in set(there) & load.keys():
            load[one] += 1
    dealt = {}
    # Those with the fewest who may take them first: the others then even it out.
    for work in sorted(works, key=lambda one: -len(set(kept.get(one, ())) & {*load})):
        there = set(kept.get(work, ()))
        free = sorted(
            (one for one in graders if one not in there), key=load.__getitem__
        )
        dealt[work] = free[: max(0, each - len(there))]
        for one in dealt[work]:
            load[one] += 1
    return dealt
