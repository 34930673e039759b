"""Letters by thresholds on the unrounded total (policies.md sections 5 and 8)."""

from collections.abc import Mapping, Sequence

import numpy as np

from grading.policy.columns import EQUAL, Floats


def in_order(scale: Mapping[str, float]) -> tuple[str, ...]:
    """Return the letters from best to worst: their thresholds fall."""
    return tuple(sorted(scale, key=lambda letter: scale[letter], reverse=True))


def by_scale(totals: Floats, scale: Mapping[str, float]) -> list[str | None]:
    """Return the first letter whose threshold the total reaches, to within 1e-9.

    Below every threshold it is the scale's last letter; without a total None.
    """
    order = in_order(scale)
    rising = np.array([scale[letter] for letter in reversed(order)], dtype=np.float64)
    reached = np.searchsorted(rising, totals + EQUAL, side="right") - 1
    place = len(order) - 1 - np.maximum(reached, 0)
    return [
        None if np.isnan(total) else order[int(index)]
        for total, index in zip(totals, place, strict=True)
    ]


def reaches(letter: str, pass_at: str, order: Sequence[str]) -> bool:
    """Tell whether *letter* is *pass_at* or better."""
    return order.index(letter) <= order.index(pass_at)
