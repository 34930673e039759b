"""Which submission counts (policies.md section 3, point 0)."""

from dataclasses import dataclass

import numpy as np

from grading.policy.columns import Bools, Floats, Ints


@dataclass(frozen=True, kw_only=True)
class Submissions:
    """Scored submissions of one component, sorted by student, then by arrival.

    ``student`` is a row of the class table, ``received`` in seconds, ``raw`` the
    score that the mark rests on, ``reference`` the name of the submission.
    """

    student: Ints
    received: Floats
    raw: Floats
    reference: Ints

    def __len__(self) -> int:
        return len(self.student)


def sort(submissions: Submissions) -> Submissions:
    """Return the same rows by student, then arrival; the first stored first in ties."""
    order = np.lexsort(
        (submissions.reference, submissions.received, submissions.student)
    )
    return Submissions(
        student=submissions.student[order],
        received=submissions.received[order],
        raw=submissions.raw[order],
        reference=submissions.reference[order],
    )


def best(
    submissions: Submissions,
    worth: Floats,
    counts: Bools,
    *,
    size: int,
    equal: float,
) -> Ints:
    """Return, per student, the row with the greatest *worth* among those that count.

    Worths that differ by at most *equal* are equal: the earlier submission is taken.
    -1 where nothing counts.
    """
    rows = np.flatnonzero(counts)
    greatest = np.full(size, -np.inf)
    np.maximum.at(greatest, submissions.student[rows], worth[rows])
    rows = rows[worth[rows] >= greatest[submissions.student[rows]] - equal]
    student = submissions.student[rows]
    return _place(rows[_starts(student)], submissions, size=size)


def latest(submissions: Submissions, counts: Bools, *, size: int) -> Ints:
    """Return, per student, the row received last among those that count, else -1."""
    rows = np.flatnonzero(counts)
    student = submissions.student[rows]
    return _place(rows[_starts(student[::-1])[::-1]], submissions, size=size)


def count(
    submissions: Submissions, counts: Bools | slice = slice(None), *, size: int
) -> Ints:
    """Return, per student, how many rows count (without *counts*: all of them)."""
    return np.bincount(submissions.student[counts], minlength=size).astype(np.int64)


def _starts(student: Ints) -> Bools:
    """Tell where a run of equal values begins."""
    begins = np.ones(len(student), dtype=np.bool_)
    begins[1:] = student[1:] != student[:-1]
    return begins


def _place(rows: Ints, submissions: Submissions, *, size: int) -> Ints:
    chosen = np.full(size, -1, dtype=np.int64)
    chosen[submissions.student[rows]] = rows
    return chosen
