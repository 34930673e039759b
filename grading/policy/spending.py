"""Slack days in the order of time (policies.md section 3, point 5; section 4)."""

from collections.abc import Mapping

import numpy as np

from grading.policy.columns import Bools, Floats, Ints
from grading.policy.options import Options


def chronologically(
    options: Mapping[str, Options],
    *,
    on_time: Mapping[str, Floats],
    caps: Mapping[str, Floats],
    takes_none: Mapping[str, Bools],
    budget: float,
    size: int,
) -> dict[str, Floats]:
    """Return, per component and student, the slack days that are at hand there.

    ``options`` come in the order of the course file and hold the components that spend.
    Each student's own on-time deadlines give the order, equal ones the course file.
    ``caps`` is the most that a component may take; ``takes_none`` tells where it takes
    no days at all (dropped work).
    """
    slugs = list(options)
    left = np.full(size, budget)
    at_hand = {slug: np.full(size, budget) for slug in slugs}
    takers = _anybody(options)
    if not len(takers):
        return at_hand
    order = np.argsort(
        np.stack([on_time[slug][takers] for slug in slugs]), axis=0, kind="stable"
    )
    for turn in order:
        for place in np.unique(turn):
            slug = slugs[int(place)]
            here = takers[turn == place]
            at_hand[slug][here] = left[here]
            left[here] -= _spent(
                options[slug], here, left, caps.get(slug), takes_none.get(slug)
            )
    return at_hand


def allowed(at_hand: Floats, *, cap: Floats | None, takes_none: Bools | None) -> Floats:
    """Return the days that may go to a component out of those *at_hand*."""
    days = at_hand if cap is None else np.minimum(at_hand, cap)
    return days if takes_none is None else np.where(takes_none, 0.0, days)


def _anybody(options: Mapping[str, Options]) -> Ints:
    empty = np.empty(0, dtype=np.int64)
    return np.unique(np.concatenate([empty, *(o.takers for o in options.values())]))


def _spent(
    of: Options,
    students: Ints,
    left: Floats,
    cap: Floats | None,
    takes_none: Bools | None,
) -> Floats:
    """Return what the component takes of each of *students*; sorted, as takers are."""
    spent = np.zeros(len(students))
    if not len(of.takers):
        return spent
    place = np.minimum(np.searchsorted(of.takers, students), len(of.takers) - 1)
    takes = of.takers[place] == students
    days = allowed(left, cap=cap, takes_none=takes_none)[students]
    spent[takes] = of.costs(place[takes], days[takes])
    return spent
