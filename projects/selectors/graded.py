"""What was handed in, and what its gradings come to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from django.db.models import Q

from courseops.models import Component
from courseops.models.seconds import Seconds, second_after
from projects import agreeing
from projects.agreeing import Judgement
from projects.models import Adjustment, Grading, GradingDuty, HandIn
from projects.selectors.columns import (
    Adjusted,
    GradedColumns,
    HandInColumns,
    graded_columns,
    handin_columns,
)
from projects.selectors.scope import Scope

_Graders = Mapping[tuple[int, int], set[int]]


def handins(scope: Scope, components: Sequence[Component]) -> HandInColumns:
    """Return every version that was handed in. One query."""
    rows = HandIn.objects.filter(
        scope.whose(),
        component__in=components,
        received_at__lt=second_after(scope.until),
    )
    return handin_columns(
        rows.order_by().values_list(
            "component_id", "enrollment_id", "pk", Seconds("received_at")
        )
    )


def graded(scope: Scope, components: Sequence[Component]) -> GradedColumns:
    """Return the works whose graders have come to a result. Two queries."""
    works: dict[tuple[int, int, int], _Work] = {}
    gradings = Grading.objects.filter(
        Q(handin=None) | Q(handin__received_at__lt=second_after(scope.until)),
        scope.whose(),
        component__in=components,
        done_at__isnull=False,
    )
    rows = gradings.order_by("pk").values_list(
        "component_id",
        "enrollment_id",
        "handin_id",
        "handin__enrollment_id",
        Seconds("handin__received_at"),
        "points",
        "settles",
    )
    for component, enrollment, handin, maker, received, points, settles in rows:
        whose = maker or scope.members(component, enrollment)[0]
        work = works.setdefault(
            (component, whose, handin or 0),
            _Work(received=-np.inf if received is None else received),
        )
        work.judgements.append(Judgement(points=points, settles=settles))
    graders = _graders(scope, components) if works else {}
    return graded_columns(
        [
            (*key, work.received, points, work.judgements)
            for key, work in works.items()
            if (points := _agreed(scope, key, work, graders)) is not None
        ]
    )


def adjusted(
    scope: Scope, components: Sequence[Component]
) -> Mapping[tuple[int, int], Adjusted]:
    """Return what members get beside their team's points. One query."""
    rows = Adjustment.objects.filter(scope.whose(), component__in=components)
    return {
        (component, enrollment): Adjusted(points=points, why=why)
        for component, enrollment, points, why in rows.values_list(
            "component_id", "enrollment_id", "points", "reason"
        )
    }


@dataclass(kw_only=True)
class _Work:
    received: float
    judgements: list[Judgement] = field(default_factory=list)


def _graders(scope: Scope, components: Sequence[Component]) -> _Graders:
    duties = GradingDuty.objects.filter(scope.whose(), component__in=components)
    graders: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for component, enrollment, grader in duties.values_list(
        "component_id", "enrollment_id", "grader_id"
    ):
        graders[component, enrollment].add(grader)
    return graders


def _agreed(
    scope: Scope, key: tuple[int, int, int], work: _Work, graders: _Graders
) -> float | None:
    component, whose, _ = key
    asked = {
        grader
        for one in scope.members(component, whose)
        for grader in graders.get((component, one), ())
    }
    return agreeing.agreed(work.judgements, asked=len(asked))
