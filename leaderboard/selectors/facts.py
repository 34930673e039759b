"""What grading reads: the scores of a course as columns, a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

import numpy as np
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Count, Exists, FloatField, Func, Max, OuterRef, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from numpy.typing import NDArray

from courseops.models import Course, Enrollment, Role
from leaderboard.models import Competition, Score, Solution, State, Submission

# Submissions without a score through no fault of the student.
WAITING_STATES = (State.QUEUED, State.SCORING, State.FAILED)


class Seconds(Func):
    """Whole seconds since 1970 in UTC, counted by the database.

    Making a datetime of each of a hundred thousand rows takes longer than the rest.
    """

    output_field = FloatField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        """Read the text in which SQLite keeps instants."""
        template = "CAST(strftime('%%%%s', %(expressions)s) AS REAL)"
        sql: tuple[str, Any] = self.as_sql(
            compiler, connection, template=template, **context
        )
        return sql

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        """Leave the fraction away, as SQLite does."""
        template = (
            "CAST(FLOOR(EXTRACT(EPOCH FROM %(expressions)s)) AS double precision)"
        )
        sql: tuple[str, Any] = self.as_sql(
            compiler, connection, template=template, **context
        )
        return sql


@dataclass(frozen=True, kw_only=True)
class ScoringFacts:
    """What a competition's scores mean: the better direction and the marked split.

    ``mark_on`` is public, private or all; ``has_split`` tells that the three differ.
    """

    maximize: bool
    mark_on: str
    has_split: bool


@dataclass(frozen=True, kw_only=True)
class ScoreColumns:
    """Scored submissions, a row each, in no particular order.

    ``component`` and ``enrollment`` are primary keys, ``submission`` too; ``received``
    counts seconds since 1970 in UTC.
    """

    component: NDArray[np.int64]
    enrollment: NDArray[np.int64]
    submission: NDArray[np.int64]
    received: NDArray[np.float64]
    public: NDArray[np.float64]
    private: NDArray[np.float64]
    all: NDArray[np.float64]

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


def scoring_facts(*, course: Course) -> Mapping[int, ScoringFacts]:
    """Return how each competition of the course is scored, by component."""
    split_solution = Solution.objects.filter(competition=OuterRef("pk"), has_split=True)
    rows = Competition.objects.filter(component__course=course).annotate(
        solution_splits=Exists(split_solution)
    )
    return {
        row.pk: ScoringFacts(
            maximize=row.is_maximized,
            mark_on=row.mark_on or "all",
            has_split=row.split is not None or row.solution_splits,
        )
        for row in rows
    }


def scores(
    *, course: Course, until: datetime, enrollment: Enrollment | None = None
) -> ScoreColumns:
    """Return the scores of what students handed in up to *until*.

    All students of the course, or one of them; staff are never among them.
    """
    rows = _of_students(course, until, enrollment).filter(state=State.SCORED)
    table = _columns(
        rows.values_list(
            "competition_id",
            "enrollment_id",
            "pk",
            Seconds("received_at"),
            "score__public",
            "score__private",
            "score__all",
        ),
        width=7,
    )
    return ScoreColumns(
        component=table[0].astype(np.int64),
        enrollment=table[1].astype(np.int64),
        submission=table[2].astype(np.int64),
        received=table[3],
        public=table[4],
        private=table[5],
        all=table[6],
    )


def waiting(
    *, course: Course, until: datetime, enrollment: Enrollment | None = None
) -> WaitingColumns:
    """Return what waits for a score, queued or failed by us, received up to *until*."""
    rows = _of_students(course, until, enrollment).filter(state__in=WAITING_STATES)
    table = _columns(
        rows.values_list("competition_id", "enrollment_id", Seconds("received_at")),
        width=3,
    )
    return WaitingColumns(
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
    """Return how many files each component was handed, by component; none: no key."""
    rows = Submission.objects.filter(competition__component__course=course)
    return dict(rows.values_list("competition_id").annotate(Count("pk")))


def _of_students(
    course: Course, until: datetime, enrollment: Enrollment | None
) -> QuerySet[Submission]:
    rows = Submission.objects.filter(
        competition__component__course=course,
        enrollment__role=Role.STUDENT,
        received_at__lte=until,
    )
    return rows if enrollment is None else rows.filter(enrollment=enrollment)


def _columns(
    rows: QuerySet[Submission, tuple[float, ...]], *, width: int
) -> NDArray[np.float64]:
    # Keys and seconds stay exact in a double far beyond any that will occur.
    values = chain.from_iterable(rows.iterator(chunk_size=10_000))
    return np.fromiter(values, dtype=np.float64).reshape(-1, width).T
