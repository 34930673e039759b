"""What grading reads: the attempts of a course as columns, in one query."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

import numpy as np
from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from numpy.typing import NDArray

from courseops import deadlines
from courseops.models import Component, Course, Kind, Role
from courseops.models.seconds import Seconds, second_after
from quizzes import revealing
from quizzes.models import Attempt, Quiz

BEST = "best"
# Stands for none among numbers that a database returns.
NO_TIME = -1.0


@dataclass(frozen=True, kw_only=True)
class AttemptColumns:
    """Attempts at quizzes, a row each, in no particular order.

    ``component``, ``enrollment`` and ``attempt`` are primary keys; ``received`` counts
    seconds since 1970 in UTC; ``correct`` of ``questions`` were right. An attempt that
    nobody has handed in has no ``received`` (NaN); its time limit ends at ``ends``
    (``inf``: it has none).
    """

    component: NDArray[np.int64]
    enrollment: NDArray[np.int64]
    attempt: NDArray[np.int64]
    received: NDArray[np.float64]
    ends: NDArray[np.float64]
    correct: NDArray[np.float64]
    questions: NDArray[np.float64]


def attempts(
    *,
    course: Course,
    until: datetime,
    enrollments: Collection[int] | None = None,
) -> AttemptColumns:
    """Return the attempts of students that were received up to *until*, or are open.

    All students of the course, or those whose keys are given; staff are never among
    them.
    """
    moment = second_after(until)
    rows = Attempt.objects.filter(
        Q(received_at__lt=moment) | Q(received_at=None, started_at__lt=moment),
        component__course=course,
        enrollment__role=Role.STUDENT,
    )
    if enrollments is not None:
        rows = rows.filter(enrollment_id__in=enrollments)
    values = rows.values_list(
        "component_id",
        "enrollment_id",
        "pk",
        Coalesce(Seconds("received_at"), NO_TIME),
        Coalesce(Seconds("ends_at"), NO_TIME),
        "correct",
        "questions",
    ).iterator(chunk_size=10_000)
    # Keys and seconds stay exact in a double far beyond any that will occur.
    table = np.fromiter(chain.from_iterable(values), dtype=np.float64).reshape(-1, 7).T
    return AttemptColumns(
        component=table[0].astype(np.int64),
        enrollment=table[1].astype(np.int64),
        attempt=table[2].astype(np.int64),
        received=np.where(table[3] == NO_TIME, np.nan, table[3]),
        ends=np.where(table[4] == NO_TIME, np.inf, table[4]),
        correct=table[5],
        questions=table[6],
    )


def keeps(*, course: Course) -> Mapping[int, str]:
    """Return which attempt each quiz counts, by component: best, last or first."""
    rows = Component.objects.filter(course=course, kind=Kind.QUIZ)
    return {
        key: ((definition or {}).get("attempts") or {}).get("keep", BEST)
        for key, definition in rows.values_list("pk", "quiz__definition")
    }


def concealed(*, course: Course, at: datetime) -> frozenset[int]:
    """Return the quizzes of which students do not see at *at* how they did.

    By component. Two queries.
    """
    quizzes = Quiz.objects.filter(component__course=course, component__archived=False)
    found = list(quizzes.select_related("component"))
    ends = deadlines.ends([quiz.component for quiz in found], course=course)
    return frozenset(
        quiz.pk
        for quiz in found
        if not revealing.shows_results(quiz, end=ends[quiz.pk], at=at)
    )


def count_attempts(*, course: Course) -> Mapping[int, int]:
    """Return how often each quiz was taken, by component; never: no key."""
    rows = Attempt.objects.filter(component__course=course)
    return dict(rows.values_list("component_id").annotate(Count("pk")))
