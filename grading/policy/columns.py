"""Names for the shapes that rules work on, and what a component's columns are."""

from dataclasses import dataclass
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
    EXCUSED = 4
    WITHHELD = 5
    OVERRIDDEN = 6


class Window(IntEnum):
    """How the submission that counts was received (policies.md sections 3 and 4)."""

    NONE = 0
    ON_TIME = 1
    SLACK = 2
    LATE = 3


class Why(IntEnum):
    """Why a mark is pending."""

    SETTLED = 0
    NO_RESULT = 1
    NOT_DUE = 2
    SCORING = 3
    NO_CUTOFFS = 4
    CONCEALED = 5


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What a component is graded by, for every student.

    ``row`` is a row of the component's submissions, -1 where none counts; ``value`` its
    mark with bonus and lateness, before the early rule; ``cost`` the slack days it
    takes; ``window`` how it counts.
    """

    row: Ints
    value: Floats
    cost: Floats
    window: Ints


@dataclass(frozen=True, kw_only=True)
class Factors:
    """What multiplies a mark, a column each; NaN where a factor does not apply."""

    late: Floats
    per_day: Floats
    early: Floats

    def in_order(self) -> tuple[Floats, Floats, Floats]:
        """Return the columns in the order of the export: late, per day, early."""
        return self.late, self.per_day, self.early


@dataclass(frozen=True, kw_only=True)
class ComponentColumns:
    """One component for every student; all columns have the length of the table.

    ``applies`` is False where the student's track is without the component.
    ``left_out`` marks what stays out of ``final`` too (cutoffs not posted, excused).
    ``choice`` is what counts, ``plain`` what would count without slack days and
    ``on_time`` the best received in time; ``slack_before`` the days at hand. ``base`` is
    the mark before anything else acts on it, ``lost`` the points that
    lateness takes off and ``top`` the score that earns the whole bonus (NaN: none).
    ``computed`` is the mark where there is no override. ``scored`` and ``counted`` count
    submissions: all, and those that may count. ``withheld`` tells whose code is missing.
    ``pending_why`` is why the computed mark is pending, ``why`` why the shown one is.
    ``ranked`` are the rising values of the class that tiers are made of.
    """

    applies: Bools
    state: Ints
    why: Ints
    mark: Floats
    computed: Floats
    left_out: Bools
    handed_in: Bools
    raw: Floats
    possible: Floats
    choice: Choice
    plain: Choice
    on_time: Choice
    days_late: Floats
    slack_before: Floats
    slack_used: Floats
    base: Floats
    bonus: Floats
    lost: Floats
    factors: Factors
    early_met: Floats
    scored: Ints
    counted: Ints
    withheld: Bools
    is_excused: Bools
    pending_why: Ints
    top: float
    ranked: Floats

    @property
    def submission(self) -> Ints:
        """The row of what counts and is shown, -1 where there is none."""
        return np.where(np.isnan(self.raw), -1, self.choice.row)

    @property
    def window(self) -> Ints:
        """How what counts was received."""
        return self.choice.window

    @property
    def counted_mark(self) -> Floats:
        """The mark where it counts towards a total: NaN while pending or absent."""
        return np.where(self.applies, self.mark, np.nan)


def at_the_end(mark: Floats, *, left_out: Bools, applies: Bools) -> Floats:
    """Return marks as ``final`` counts them: pending is 0, unless it is left out."""
    closed = np.where(np.isnan(mark) & ~left_out, 0.0, mark)
    return np.where(applies, closed, np.nan)
