"""Who of those in no team comes where: at random by a seed, within the rule of size.

Pure. People and teams are told by words that stay the same (logins, names), so that the
same class makes the same groups wherever and in whatever order it is read.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

# Alone is nobody's group, also where a team of one is allowed.
SMALLEST_GROUP = 2


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Who joins which team, who makes new groups, and for whom the rule has no place."""

    joins: Mapping[str, Sequence[str]]
    groups: Sequence[Sequence[str]]
    left: Sequence[str]


def group(
    alone: Iterable[str], sizes: Mapping[str, int], *, least: int, most: int, seed: str
) -> Plan:
    """Return where the people *alone* come; *sizes* are those of the teams there are.

    Teams smaller than *least* are filled up to it, the largest of them first. The rest
    makes as few groups as there can be of at most *most*, equal within one. Who would
    be a group of fewer than *least* joins the smallest teams that have room.
    """
    waiting = sorted(alone)
    # The groups are no secret; they only have to be nobody's choice.
    Random(seed).shuffle(waiting)  # noqa: S311
    joins: dict[str, list[str]] = defaultdict(list)
    for team in sorted(sizes, key=lambda one: (-sizes[one], one)):
        need = max(0, least - sizes[team])
        joins[team] += waiting[:need]
        del waiting[:need]
    groups = []
    for size in _sizes(len(waiting), least=max(least, SMALLEST_GROUP), most=most):
        groups.append(tuple(waiting[:size]))
        del waiting[:size]
    left = _seat(waiting, joins, sizes, most=most)
    return Plan(
        joins={team: tuple(people) for team, people in joins.items() if people},
        groups=groups,
        left=sorted(left),
    )


def _sizes(number: int, *, least: int, most: int) -> list[int]:
    """Return the sizes of the groups that *number* people make, the larger ones first.

    Where they cannot all be in groups within the rule, as many as possible are.
    """
    count = -(-number // most)
    if count * least > number:
        count = number // least
        number = min(number, count * most)
    if count == 0:
        return []
    size, larger = divmod(number, count)
    return [size + (place < larger) for place in range(count)]


def _seat(
    waiting: Sequence[str],
    joins: dict[str, list[str]],
    sizes: Mapping[str, int],
    *,
    most: int,
) -> list[str]:
    """Put each into the smallest team with room; return those for whom there is none."""
    left = []
    for one in waiting:
        now = {team: size + len(joins[team]) for team, size in sizes.items()}
        room = [team for team, size in now.items() if size < most]
        if room:
            joins[min(room, key=lambda team: (now[team], team))].append(one)
        else:
            left.append(one)
    return left
