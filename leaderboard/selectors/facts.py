"""What grading reads: the scores of a course as columns, a fixed number of queries."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import TypeVar

import numpy as np
from django.db.models import (
    Count,
    Exists,
    IntegerField,
    Max,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Cast
from numpy.typing import NDArray

from courseops.models import Course, Role
from courseops.models.seconds import Seconds, second_after
from leaderboard.models import (
    CodeHandIn,
    Competition,
    Score,
    Solution,
    State,
    Submission,
)

Row = TypeVar("Row", bound=Model)

# Submissions without a score through no fault of the student.
WAITING_STATES = (State.QUEUED, State.SCORING, State.FAILED)
# Where a table of scores has the public ones.
_PUBLIC = 4


@dataclass(frozen=True, kw_only=True)
class ScoringFacts:
    """What a competition's scores mean: the better direction and the marked split.

    ``mark_on`` is public, private or all; ``has_split`` tells that the three differ,
    ``revealed`` that students see all of them.
    """

    maximize: bool
    mark_on: str
    has_split: bool
    revealed: bool


@dataclass(frozen=True, kw_only=True)
class ScoreColumns:
    """Scored submissions, a row each, in no particular order.

    ``component`` and ``enrollment`` are primary keys, ``submission`` too; ``received``
    counts seconds since 1970 in UTC. ``private`` and ``all`` repeat ``public`` where
    only that was read. ``imported`` tells that a score was computed elsewhere, and
    ``reference`` what it is called there, which may be nothing; an upload has none.
    ``chosen`` marks what its student chose to be graded by.
    """

    component: NDArray[np.int64]
    enrollment: NDArray[np.int64]
    submission: NDArray[np.int64]
    received: NDArray[np.float64]
    public: NDArray[np.float64]
    private: NDArray[np.float64]
    all: NDArray[np.float64]
    imported: NDArray[np.bool_]
    chosen: NDArray[np.bool_]
    reference: Sequence[str]

    def on(self, mark_on: str) -> NDArray[np.float64]:
        """Return the scores on one split: public, private or all."""
        return {"public": self.public, "private": self.private, "all": self.all}[
            mark_on
        ]


@dataclass(frozen=True, kw_only=True)
class WaitingColumns:
    """Submissions that wait for a score, a row each."""

    component: NDArray[np.int64]
    enrollment: NDArray[np.int64]
    received: NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class CodeColumns:
    """Hand-ins of code, a row each, in no particular order."""

    component: NDArray[np.int64]
    enrollment: NDArray[np.int64]
    received: NDArray[np.float64]


def scoring_facts(*, course: Course) -> Mapping[int, ScoringFacts]:
    """Return how each competition of the course is scored, by component."""
    split_solution = Solution.objects.in_force().filter(
        competition=OuterRef("pk"), has_split=True
    )
    rows = Competition.objects.filter(component__course=course).annotate(
        solution_splits=Exists(split_solution)
    )
    return {
        row.pk: ScoringFacts(
            maximize=row.is_maximized,
            mark_on=row.mark_on or "all",
            has_split=row.split is not None or row.solution_splits,
            revealed=row.revealed_at is not None,
        )
        for row in rows
    }


def scores(
    *,
    course: Course,
    until: datetime,
    enrollments: Collection[int] | None = None,
    components: Collection[int] | None = None,
    contenders_of: Collection[int] = (),
    in_the_open: Collection[int] | None = None,
) -> ScoreColumns:
    """Return the scores of what students handed in up to *until*.

    All students of the course, or those whose primary keys are given; staff are never
    among them. In all its components, or in those whose keys are given; in
    *contenders_of* besides, but there only what may be somebody's best. Given the
    components *in_the_open*, no query reads any but public scores of the others.
    """
    scored = _submissions(course, until, enrollments).filter(
        state=State.SCORED, disqualified_at=None
    )
    whole = scored if components is None else scored.filter(competition__in=components)
    # Only in this form does SQLite look a truth value up in an index.
    best = scored.filter(competition__in=contenders_of, may_be_best__in=[True])
    tables = [_score_table(rows, in_the_open) for rows in (whole, best)]
    table = np.concatenate(tables, axis=1)
    return ScoreColumns(
        component=table[0].astype(np.int64),
        enrollment=table[1].astype(np.int64),
        submission=table[2].astype(np.int64),
        received=table[3],
        public=table[4],
        private=table[5],
        all=table[6],
        imported=table[7].astype(bool),
        chosen=table[8].astype(bool),
        reference=_references(scored, table[2].astype(np.int64), table[7]),
    )


def last_outdone(*, course: Course, until: datetime) -> float:
    """Return when the last of those that cannot be anybody's best was received.

    In seconds since 1970 in UTC, -inf where there is none. Of the same people as
    :func:`scores`, up to *until*.
    """
    outdone = Submission.objects.filter(
        competition=OuterRef("pk"),
        state=State.SCORED,
        may_be_best__in=[False],
        disqualified_at=None,
    ).order_by("-received_at")
    last = _of_students(outdone, until, None).values(second=Seconds("received_at"))[:1]
    rows = Competition.objects.filter(component__course=course).annotate(
        last=Subquery(last)
    )
    return max(
        (one for one in rows.values_list("last", flat=True) if one is not None),
        default=float("-inf"),
    )


def waiting(
    *,
    course: Course,
    until: datetime,
    enrollments: Collection[int] | None = None,
) -> WaitingColumns:
    """Return what waits for a score, queued or failed by us, received up to *until*.

    Of the same people as :func:`scores`.
    """
    rows = _submissions(course, until, enrollments).filter(state__in=WAITING_STATES)
    table = _columns(
        rows.values_list("competition_id", "enrollment_id", Seconds("received_at")),
        width=3,
    )
    return WaitingColumns(
        component=table[0].astype(np.int64),
        enrollment=table[1].astype(np.int64),
        received=table[2],
    )


def code_handins(
    *,
    course: Course,
    until: datetime,
    enrollments: Collection[int] | None = None,
) -> CodeColumns:
    """Return the code that was handed in up to *until*.

    Of the same people as :func:`scores`.
    """
    rows = CodeHandIn.objects.filter(component__course=course)
    table = _columns(
        _of_students(rows, until, enrollments)
        .order_by()
        .values_list("component_id", "enrollment_id", Seconds("received_at")),
        width=3,
    )
    return CodeColumns(
        component=table[0].astype(np.int64),
        enrollment=table[1].astype(np.int64),
        received=table[2],
    )


def newest_scores(*, since: datetime | None) -> Mapping[int, datetime]:
    """Return when each course was last given a score, by course.

    Courses without a score since *since* are absent.
    """
    rows = Score.objects.all()
    if since is not None:
        rows = rows.filter(scored_at__gte=since)
    return dict(
        rows.values_list("submission__competition__component__course").annotate(
            newest=Max("scored_at")
        )
    )


def count_submissions(*, course: Course) -> Mapping[int, int]:
    """Return how many files and imported scores each component has, by component.

    Components without any have no key.
    """
    submissions = Submission.objects.filter(competition__component__course=course)
    code = CodeHandIn.objects.filter(component__course=course).order_by()
    counts: Counter[int] = Counter()
    counts.update(dict(submissions.values_list("competition_id").annotate(Count("pk"))))
    counts.update(dict(code.values_list("component_id").annotate(Count("pk"))))
    return counts


def count_computed(*, course: Course) -> Mapping[int, int]:
    """Return how many scores each component has that were computed here, by component.

    Components without any have no key.
    """
    scores = Score.objects.filter(
        submission__competition__component__course=course
    ).exclude(solution=None)
    rows = scores.values_list("submission__competition").annotate(Count("pk"))
    return dict(rows.order_by())


def _submissions(
    course: Course,
    until: datetime,
    enrollments: Collection[int] | None,
) -> QuerySet[Submission]:
    rows = Submission.objects.filter(competition__component__course=course)
    return _of_students(rows, until, enrollments)


def _of_students(
    rows: QuerySet[Row], until: datetime, enrollments: Collection[int] | None
) -> QuerySet[Row]:
    rows = rows.filter(
        enrollment__role=Role.STUDENT, received_at__lt=second_after(until)
    )
    return rows if enrollments is None else rows.filter(enrollment__in=enrollments)


def _score_table(
    scored: QuerySet[Submission], in_the_open: Collection[int] | None
) -> NDArray[np.float64]:
    if in_the_open is None:
        return _table(scored, "score__public", "score__private", "score__all")
    known = scored.filter(competition__in=in_the_open)
    secret = _table(scored.exclude(competition__in=in_the_open), "score__public")
    public = secret[_PUBLIC]
    return np.concatenate(
        [
            _table(known, "score__public", "score__private", "score__all"),
            np.insert(secret, _PUBLIC + 1, [public, public], axis=0),
        ],
        axis=1,
    )


def _table(scored: QuerySet[Submission], *splits: str) -> NDArray[np.float64]:
    return _columns(
        scored.values_list(
            "competition_id",
            "enrollment_id",
            "pk",
            Seconds("received_at"),
            *splits,
            Cast("is_imported", IntegerField()),
            Cast("is_final_choice", IntegerField()),
        ),
        width=6 + len(splits),
    )


def _references(
    scored: QuerySet[Submission], keys: NDArray[np.int64], imported: NDArray[np.float64]
) -> Sequence[str]:
    """Return what other systems call the submissions *keys*; uploads have no name there."""
    if not imported.any():
        return [""] * len(keys)
    named = dict(
        scored.filter(is_imported=True)
        .exclude(reference="")
        .values_list("pk", "reference")
        .iterator(chunk_size=10_000)
    )
    if not named:
        return [""] * len(keys)
    return [named.get(key, "") for key in keys.tolist()]


def _columns(
    rows: QuerySet[Row, tuple[float, ...]], *, width: int
) -> NDArray[np.float64]:
    # Keys and seconds stay exact in a double far beyond any that will occur.
    values = chain.from_iterable(rows.iterator(chunk_size=10_000))
    return np.fromiter(values, dtype=np.float64).reshape(-1, width).T
