"""The columns in which grading reads the work that people judge.

Keys are primary keys, instants count seconds since 1970 in UTC.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from projects.agreeing import Judgement

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class HandInColumns:
    """Versions that were handed in, a row each; ``enrollment`` handed it in."""

    component: Ints
    enrollment: Ints
    handin: Ints
    received: Floats


@dataclass(frozen=True, kw_only=True)
class GradedColumns:
    """Works that are graded, a row each: one member's, and so the team's.

    ``handin`` is the version, 0 where nothing is handed in; such a work has no time
    (``received`` -inf). ``points`` is what its gradings come to, ``verdicts`` has
    them by row.
    """

    component: Ints
    enrollment: Ints
    handin: Ints
    received: Floats
    points: Floats
    verdicts: Sequence[Sequence[Judgement]]


@dataclass(frozen=True, kw_only=True)
class ReviewedColumns:
    """Papers whose reviews count, a row each: ``enrollment`` is one of the authors.

    ``component`` is the peer review and ``of`` what it reviews. ``points`` is the mean
    of the reviews or, where staff set them (``is_set``), theirs; ``last`` is when the
    last of them came (-inf: none did).
    """

    component: Ints
    of: Ints
    enrollment: Ints
    points: Floats
    is_set: NDArray[np.bool_]
    last: Floats
    verdicts: Sequence[Sequence[Judgement]]


@dataclass(frozen=True, kw_only=True)
class WrittenColumns:
    """Reviews that were handed in, a row each, and how many each was to write.

    ``worth`` is the part of a whole review that each is taken for. ``assigned`` has the
    numbers by component and reviewer.
    """

    component: Ints
    enrollment: Ints
    received: Floats
    worth: Floats
    assigned: Mapping[tuple[int, int], int]


@dataclass(frozen=True, kw_only=True)
class Adjusted:
    """The points that a member gets on top of the team's, or loses, and why."""

    points: float
    why: str


@dataclass(frozen=True, kw_only=True)
class WorkFacts:
    """All that is known of the work that people judge.

    ``adjusted`` is by component and student. ``begun`` are the components in which
    anybody has a result.
    """

    handins: HandInColumns
    graded: GradedColumns
    reviewed: ReviewedColumns
    written: WrittenColumns
    adjusted: Mapping[tuple[int, int], Adjusted] = field(default_factory=dict)
    begun: frozenset[int] = frozenset()


def handin_columns(rows: Iterable[Sequence[float]]) -> HandInColumns:
    """Return *rows* of component, student, version and instant as columns."""
    table = _table(rows, width=4)
    return HandInColumns(
        component=table[0].astype(np.int64),
        enrollment=table[1].astype(np.int64),
        handin=table[2].astype(np.int64),
        received=table[3],
    )


def graded_columns(
    rows: Sequence[tuple[int, int, int, float, float, Sequence[Judgement]]],
) -> GradedColumns:
    """Return *rows* of component, student, version, instant, points and verdicts."""
    table = _table([row[:5] for row in rows], width=5)
    return GradedColumns(
        component=table[0].astype(np.int64),
        enrollment=table[1].astype(np.int64),
        handin=table[2].astype(np.int64),
        received=table[3],
        points=table[4],
        verdicts=[row[5] for row in rows],
    )


def reviewed_columns(
    rows: Sequence[tuple[int, int, int, float, bool, float, Sequence[Judgement]]],
) -> ReviewedColumns:
    """Return *rows* in the order of the columns."""
    table = _table([row[:6] for row in rows], width=6)
    return ReviewedColumns(
        component=table[0].astype(np.int64),
        of=table[1].astype(np.int64),
        enrollment=table[2].astype(np.int64),
        points=table[3],
        is_set=table[4].astype(np.bool_),
        last=table[5],
        verdicts=[row[6] for row in rows],
    )


def written_columns(
    rows: Iterable[Sequence[float]], *, assigned: Mapping[tuple[int, int], int]
) -> WrittenColumns:
    """Return *rows* of component, reviewer, instant and worth as columns."""
    table = _table(rows, width=4)
    return WrittenColumns(
        component=table[0].astype(np.int64),
        enrollment=table[1].astype(np.int64),
        received=table[2],
        worth=table[3],
        assigned=assigned,
    )


def nothing() -> WorkFacts:
    """Return what is known where no work is judged by people."""
    return WorkFacts(
        handins=handin_columns([]),
        graded=graded_columns([]),
        reviewed=reviewed_columns([]),
        written=written_columns([], assigned={}),
    )


def _table(rows: Iterable[Sequence[float]], *, width: int) -> Floats:
    # Keys and seconds stay exact in a double far beyond any that will occur.
    table: Floats = np.array(list(rows), dtype=np.float64).reshape(-1, width).T
    return table
