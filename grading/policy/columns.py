"""Names for the shapes that rules work on, and what a component's columns are."""

from dataclasses import dataclass, field
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

# Marks and totals this close are equal (policies.md, preamble).
EQUAL = 1e-9


class State(IntEnum):
    """Where a component stands for a student (policies.md section 7)."""

    PENDING = 0
    GRADED = 1
    MISSING = 2
    DROPPED = 3


class Window(IntEnum):
    """When the submission that counts arrived (policies.md section 3)."""

    NONE = 0
    ON_TIME = 1


class Why(IntEnum):
    """Why a mark is pending."""

    SETTLED = 0
    NO_RESULT = 1
    NOT_DUE = 2
    SCORING = 3
    NO_CUTOFFS = 4
    CONCEALED = 5


@dataclass(frozen=True, kw_only=True)
class ComponentColumns:
    """One component for every student; all columns have the length of the table.

    ``applies`` is False where the student's track is without the component.
    ``left_out`` marks what stays out of ``final`` too (cutoffs not posted).
    ``submission`` is a row of the component's submissions, -1 where none counts.
    ``by_cutoffs`` is the mark before anything else acts on it.
    ``scored`` and ``in_time`` count submissions.
    ``factors`` are columns in the order of the export, NaN where one does not apply.
    """

    applies: Bools
    state: Ints
    why: Ints
    mark: Floats
    left_out: Bools
    handed_in: Bools
    raw: Floats
    window: Ints
    days_late: Floats
    slack_used: Floats
    bonus: Floats
    submission: Ints
    by_cutoffs: Floats
    scored: Ints
    in_time: Ints
    factors: tuple[Floats, ...] = field(default=())

    @property
    def counted_mark(self) -> Floats:
        """The mark where it counts towards a total: NaN while pending or absent."""
        return np.where(self.applies, self.mark, np.nan)

    @property
    def final_mark(self) -> Floats:
        """The mark at the end of term: pending is 0, unless it is left out."""
        closed = np.where(np.isnan(self.mark) & ~self.left_out, 0.0, self.mark)
        return np.where(self.applies, closed, np.nan)


def nothing_yet(*, applies: Bools, why: Why) -> ComponentColumns:
    """Return the columns of a component without any result: pending for everybody."""
    size = len(applies)
    none = np.full(size, np.nan)
    no_row = np.full(size, -1, dtype=np.int64)
    zero = np.zeros(size, dtype=np.int64)
    return ComponentColumns(
        applies=applies,
        state=np.full(size, State.PENDING, dtype=np.int64),
        why=np.full(size, why, dtype=np.int64),
        mark=none,
        left_out=np.zeros(size, dtype=np.bool_),
        handed_in=np.zeros(size, dtype=np.bool_),
        raw=none,
        window=np.full(size, Window.NONE, dtype=np.int64),
        days_late=none,
        slack_used=none,
        bonus=none,
        submission=no_row,
        by_cutoffs=none,
        scored=zero,
        in_time=zero,
    )
