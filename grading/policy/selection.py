"""Which submissions may be graded, and which of them counts (section 3, point 0)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from grading.policy.columns import Bools, Floats, Ints


@dataclass(frozen=True, kw_only=True)
class Runs:
    """Where each student's rows begin, of those students who have any, and how many."""

    first: Ints
    student: Ints
    length: Ints

    def greatest(self, values: Floats) -> Floats:
        """Return the greatest of each student's *values*, a row per submission."""
        if not len(self.first):
            return np.empty(0)
        return np.maximum.reduceat(values, self.first)

    def spread(self, values: Floats) -> Floats:
        """Return each student's value once for each of their rows."""
        return np.repeat(values, self.length)

    def count(self, counts: Bools | None, *, size: int) -> Ints:
        """Return, per student, how many rows count (None: all of them)."""
        number = np.zeros(size, dtype=np.int64)
        if counts is None or not len(self.first):
            number[self.student] = self.length
        else:
            number[self.student] = np.add.reduceat(counts, self.first, dtype=np.int64)
        return number


@dataclass(frozen=True, kw_only=True)
class Sessions:
    """What attendance is made of, a row per result; nothing was ``held`` for others.

    All count sessions: ``held`` so far, ``excused`` of them, ``attended`` of the rest,
    of which ``kept`` had to be.
    """

    held: Ints
    excused: Ints
    attended: Ints
    kept: Ints

    def of(self, rows: Ints) -> "Sessions":
        """Return the given rows."""
        return Sessions(
            held=self.held[rows],
            excused=self.excused[rows],
            attended=self.attended[rows],
            kept=self.kept[rows],
        )


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What one judge gave a work; ``weight`` is how much it counts among the others.

    One that ``settles`` counts alone. Without weight it is told, and counts nothing.
    """

    points: float
    weight: float
    settles: bool


@dataclass(frozen=True, kw_only=True)
class Made:
    """What a judged result is made of.

    ``before`` is what the ``verdicts`` came to, or staff entered; ``adjusted`` are the
    points that the student got on top, or lost, because of ``why``.
    """

    verdicts: Sequence[Verdict]
    before: float
    adjusted: float
    why: str


@dataclass(frozen=True, kw_only=True)
class Submissions:
    """Results of one component, sorted by student, then by arrival.

    Scored submissions, attempts at a quiz, or results entered. ``student`` is a row of
    the class table, ``received`` in seconds (-inf: no time given, on time), ``raw`` what
    was received, ``possible`` the most that could be (NaN for a score). ``chosen``
    marks what the student chose. ``reference`` is a key, ``names`` what another system
    calls those that come from it. ``by`` tells, by student and key, who handed it in for
    the student's team, where that was somebody else. ``sessions`` are those of
    attendance; ``made`` tells, by student and key, what judged results are made of.
    """

    student: Ints
    received: Floats
    raw: Floats
    possible: Floats
    chosen: Bools
    reference: Ints
    names: Mapping[int, str] = field(default_factory=dict)
    by: Mapping[tuple[int, int], str] = field(default_factory=dict)
    sessions: Sessions | None = None
    made: Mapping[tuple[int, int], Made] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.student)

    @cached_property
    def runs(self) -> Runs:
        """The runs of the table, which is sorted."""
        first = np.flatnonzero(begins(self.student))
        return Runs(
            first=first,
            student=self.student[first],
            length=np.diff(first, append=len(self.student)),
        )

    def name(self, row: int) -> str | None:
        """Return what the submission in *row* is called.

        Nothing where another system gave it no name: our key would tell the order in
        which a file was imported.
        """
        key = int(self.reference[row])
        return self.names.get(key, str(key)) or None

    def called(self, row: int) -> str:
        """Return what a sentence calls the submission in *row*."""
        name = self.name(row)
        called = "an imported submission" if name is None else f"submission {name}"
        by = self.by.get((int(self.student[row]), int(self.reference[row])))
        return called if by is None else f"{called} (handed in by {by})"

    def made_of(self, row: int) -> Made | None:
        """Return what the result in *row* is made of, where that will be told."""
        return self.made.get((int(self.student[row]), int(self.reference[row])))

    def with_raw(
        self, raw: Floats, *, made: Mapping[tuple[int, int], Made]
    ) -> "Submissions":
        """Return the same rows with other results, and what those are made of."""
        return replace(self, raw=raw, made=made)

    def of(self, rows: Ints) -> "Submissions":
        """Return the given rows."""
        return Submissions(
            student=self.student[rows],
            received=self.received[rows],
            raw=self.raw[rows],
            possible=self.possible[rows],
            chosen=self.chosen[rows],
            reference=self.reference[rows],
            names=self.names,
            by=self.by,
            sessions=self.sessions.of(rows) if self.sessions else None,
            made=self.made,
        )


def joined(first: Submissions, second: Submissions) -> Submissions:
    """Return the rows of both, which have no sessions."""
    if not len(first):
        return second
    return Submissions(
        student=np.concatenate([first.student, second.student]),
        received=np.concatenate([first.received, second.received]),
        raw=np.concatenate([first.raw, second.raw]),
        possible=np.concatenate([first.possible, second.possible]),
        chosen=np.concatenate([first.chosen, second.chosen]),
        reference=np.concatenate([first.reference, second.reference]),
        by={**first.by, **second.by},
    )


def none() -> Submissions:
    """Return no submissions at all."""
    return Submissions(
        student=np.empty(0, dtype=np.int64),
        received=np.empty(0),
        raw=np.empty(0),
        possible=np.empty(0),
        chosen=np.empty(0, dtype=np.bool_),
        reference=np.empty(0, dtype=np.int64),
    )


def sort(submissions: Submissions) -> Submissions:
    """Return the same rows by student, then arrival.

    What arrived in the same second goes by key; results of another system by the name
    they have there, then by score, because the order in a file means nothing.
    """
    keys = submissions.reference
    if submissions.names:
        named = sorted(set(submissions.names.values()))
        rank = {name: place for place, name in enumerate(named)}
        ranks = {key: rank[name] for key, name in submissions.names.items()}
        place = np.array([ranks.get(key, -1) for key in keys.tolist()], dtype=np.int64)
        uploaded = np.where(place < 0, keys, 0)
        order = np.lexsort(
            (
                submissions.raw,
                uploaded,
                place,
                submissions.received,
                submissions.student,
            )
        )
    else:
        order = np.lexsort((keys, submissions.received, submissions.student))
    return submissions.of(order)


def may_be_graded(
    submissions: Submissions, counts: Bools, selection: str, *, size: int
) -> Bools:
    """Tell which of the rows that count become candidates.

    ``best`` all, ``latest`` and ``first`` one of each student, ``chosen`` what the
    student chose, else all.
    """
    if selection in ("latest", "first"):
        one = np.zeros(len(submissions), dtype=np.bool_)
        one[_one_each(submissions, counts, last=selection == "latest")] = True
        return one
    if selection == "chosen":
        chose = submissions.runs.count(submissions.chosen, size=size) > 0
        return counts & (submissions.chosen | ~chose[submissions.student])
    return counts


def begins(student: Ints) -> Bools:
    """Tell where a run of equal values begins."""
    starts = np.ones(len(student), dtype=np.bool_)
    starts[1:] = student[1:] != student[:-1]
    return starts


def _one_each(submissions: Submissions, counts: Bools, *, last: bool) -> Ints:
    rows = np.flatnonzero(counts)
    student = submissions.student[rows]
    if last:
        return rows[begins(student[::-1])[::-1]]
    return rows[begins(student)]
