"""What grading reads: the results of a course as columns, in one query."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db.models import Count, Max, Q
from numpy.typing import NDArray

from courseops.models import Course, Result, Role
from courseops.models.seconds import Seconds, second_after


@dataclass(frozen=True, kw_only=True)
class ResultColumns:
    """Results that came from elsewhere, a row each, in no particular order.

    ``component`` and ``enrollment`` are primary keys; ``received`` counts seconds since
    1970 in UTC and is -inf where no time is known: such a result is on time.
    """

    component: NDArray[np.int64]
    enrollment: NDArray[np.int64]
    score: NDArray[np.float64]
    received: NDArray[np.float64]


def results(
    *,
    course: Course,
    until: datetime,
    enrollments: Collection[int] | None = None,
    components: Collection[int] | None = None,
) -> ResultColumns:
    """Return the results of students, without a time or received up to *until*.

    All students of the course, or those whose keys are given; staff are never among
    them. In all its components, or in those whose keys are given.
    """
    rows = Result.objects.filter(
        _known(until),
        component__course=course,
        enrollment__role=Role.STUDENT,
    )
    if enrollments is not None:
        rows = rows.filter(enrollment_id__in=enrollments)
    if components is not None:
        rows = rows.filter(component_id__in=components)
    values = list(
        rows.values_list(
            "component_id", "enrollment_id", "score", Seconds("received_at")
        )
    )
    # None becomes not-a-number.
    table = np.array(values, dtype=np.float64).reshape(-1, 4).T
    return ResultColumns(
        component=table[0].astype(np.int64),
        enrollment=table[1].astype(np.int64),
        score=table[2],
        received=np.where(np.isnan(table[3]), -np.inf, table[3]),
    )


def begun(*, course: Course, until: datetime) -> frozenset[int]:
    """Return the components in which any student has a result known at *until*."""
    rows = Result.objects.filter(
        _known(until), component__course=course, enrollment__role=Role.STUDENT
    )
    return frozenset(rows.values_list("component_id", flat=True).distinct())


def count_results(*, course: Course) -> Mapping[int, int]:
    """Return how many results each component has, by component; none: no key."""
    rows = Result.objects.filter(component__course=course)
    return dict(rows.values_list("component_id").annotate(Count("pk")))


def best_results(*, course: Course) -> Mapping[tuple[str, str], float]:
    """Return the highest score of each component that has one, by slug and kind."""
    rows = Result.objects.filter(component__course=course).order_by()
    best = rows.values_list("component__slug", "component__kind").annotate(
        best=Max("score")
    )
    return {(slug, kind): score for slug, kind, score in best}


def _known(until: datetime) -> Q:
    """Tell results without a time, or received up to *until*."""
    return Q(received_at=None) | Q(received_at__lt=second_after(until))
