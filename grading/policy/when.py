"""Deadlines and days late (policies.md sections 1 and 3)."""

from dataclasses import dataclass

import numpy as np

from grading.policy.columns import Bools, Floats, Ints

DAY = 86_400
NEVER = float("inf")


@dataclass(frozen=True, kw_only=True)
class Deadlines:
    """The deadlines of one component, a row per student; ``inf`` where none is set."""

    early: Floats
    on_time: Floats
    late: Floats
    code: Floats

    @property
    def last(self) -> Floats:
        """The instant after which a component without a result is missing.

        It is ``late``, else ``on_time`` (policies.md section 7).
        """
        return np.where(np.isinf(self.late), self.on_time, self.late)

    def of_each(self, name: str, student: Ints) -> Floats:
        """Return a deadline for each submission by its *student*.

        One number where it is the same for all, which is far faster.
        """
        column: Floats = getattr(self, name)
        if len(column) and (column == column[0]).all():
            return column[:1]
        return column[student]


def same_for_all(
    *,
    size: int,
    on_time: float = NEVER,
    early: float = NEVER,
    late: float = NEVER,
    code: float = NEVER,
) -> Deadlines:
    """Return the same deadlines for each of *size* students."""
    return Deadlines(
        early=np.full(size, early),
        on_time=np.full(size, on_time),
        late=np.full(size, late),
        code=np.full(size, code),
    )


def days_late(received: Floats, on_time: Floats) -> Floats:
    """Return started 24-hour chunks after the deadline, 0 at or before it.

    Elapsed time decides, also across a clock change: one second late is 1, 24 h is 1,
    24 h and one second is 2 (policies.md section 1).
    """
    return np.maximum(np.ceil((received - on_time) / DAY), 0.0)


def has_passed(deadline: Floats, *, at: float) -> Bools:
    """Tell which deadlines lie behind *at*: nothing in time can arrive any more."""
    return deadline < at
