"""Letters by thresholds on the unrounded total (policies.md sections 5 and 8)."""

from collections.abc import Mapping, Sequence

import numpy as np

from grading.policy.columns import EQUAL, Floats, Ints

# The place of who has no total, and so no letter.
NO_LETTER = -1


def in_order(scale: Mapping[str, float]) -> tuple[str, ...]:
    """Return the letters from best to worst: their thresholds fall."""
    return tuple(sorted(scale, key=lambda letter: scale[letter], reverse=True))


def places(totals: Floats, scale: Mapping[str, float]) -> Ints:
    """Return the place in the order of the letters that each total reaches.

    It is the first letter whose threshold the total reaches, to within 1e-9; below
    every threshold it is the last one, without a total NO_LETTER.
    """
    rising = np.array(sorted(scale.values()), dtype=np.float64)
    reached = np.searchsorted(rising, totals + EQUAL, side="right") - 1
    place = len(rising) - 1 - np.maximum(reached, 0)
    return np.where(np.isnan(totals), NO_LETTER, place).astype(np.int64)


def named(place: Ints, scale: Mapping[str, float]) -> list[str | None]:
    """Return the letters at these places of the scale; None for NO_LETTER."""
    order = in_order(scale)
    return [None if one == NO_LETTER else order[one] for one in place.tolist()]


def by_scale(totals: Floats, scale: Mapping[str, float]) -> list[str | None]:
    """Return the letters that the plain scale gives; None without a total."""
    return named(places(totals, scale), scale)


def reaches(letter: str, pass_at: str, order: Sequence[str]) -> bool:
    """Tell whether *letter* is *pass_at* or better."""
    return order.index(letter) <= order.index(pass_at)
