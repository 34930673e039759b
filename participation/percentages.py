"""What attendance is worth, for many students at once (policies.md, "Attendance").

Pure, and on columns: a student in a component is a row. What is computed, row by row:

* ``pool = held - excused``: the sessions held so far, without those that the student is
  excused from.
* ``kept = max(1, pool - allow_missed)``: so many have to be attended.
* ``percent = 100 * min(1, attended / kept)``: attending more than that earns no more.
* ``percent`` is not-a-number where ``pool`` is 0: there is no result before the first
  session was held, nor for who is excused from every one so far.

A session is held from the beginning of its day on, in the course's zone. ``attended``
counts sessions of the pool only, so it is never above ``pool``.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FULL = 100.0


@dataclass(frozen=True, kw_only=True)
class Worth:
    """Every step from the sessions to the percentage; the arrays have one shape.

    ``percent`` is between 0 and 100, or not-a-number where there is no result.
    """

    pool: NDArray[np.int64]
    kept: NDArray[np.int64]
    percent: NDArray[np.float64]


def worth(
    *,
    held: NDArray[np.int64],
    excused: NDArray[np.int64],
    attended: NDArray[np.int64],
    allow_missed: NDArray[np.int64],
) -> Worth:
    """Return what having attended so many of so many sessions is worth.

    All four count sessions: those held, those of them that the student is excused from,
    those attended of the others, and how many may be missed. Shapes broadcast.
    """
    pool = held - excused
    kept = np.maximum(1, pool - allow_missed)
    percent = FULL * np.minimum(1.0, attended / kept)
    return Worth(pool=pool, kept=kept, percent=np.where(pool > 0, percent, np.nan))
