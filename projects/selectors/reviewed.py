"""What reviews say of papers, and who wrote them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from courseops.models import Component
from courseops.models.seconds import Seconds, second_after
from projects import agreeing
from projects.agreeing import Judgement
from projects.models import PaperMark, Review
from projects.selectors.columns import (
    ReviewedColumns,
    WrittenColumns,
    reviewed_columns,
    written_columns,
)
from projects.selectors.scope import Scope


def reviewed(
    scope: Scope, components: Sequence[Component], *, of: Mapping[int, int]
) -> ReviewedColumns:
    """Return the papers of which peer reviews that are over have reviews that count.

    ``of`` tells by component what it reviews. Two queries.
    """
    papers: defaultdict[tuple[int, int], _Paper] = defaultdict(_Paper)
    rows = Review.objects.filter(
        scope.whose("author"),
        component__in=components,
        received_at__lt=second_after(scope.until),
        weight__gt=0,
    )
    for component, author, received, points, weight in rows.order_by(
        "component_id", "author_id", "shown_as"
    ).values_list(
        "component_id", "author_id", Seconds("received_at"), "points", "weight"
    ):
        paper = papers[component, scope.members(of[component], author)[0]]
        paper.judgements.append(Judgement(points=points, weight=weight))
        paper.last = max(paper.last, received)
    by_staff = PaperMark.objects.filter(scope.whose("author"), component__in=components)
    for component, author, points in by_staff.values_list(
        "component_id", "author_id", "points"
    ):
        papers[component, scope.members(of[component], author)[0]].given = points
    return reviewed_columns(
        [
            (
                component,
                of[component],
                author,
                points,
                paper.given is not None,
                paper.last,
                paper.judgements,
            )
            for (component, author), paper in papers.items()
            if (points := paper.points) is not None
        ]
    )


def written(scope: Scope, components: Sequence[Component]) -> WrittenColumns:
    """Return the reviews that students wrote, and how many they were to. One query."""
    assigned: defaultdict[tuple[int, int], int] = defaultdict(int)
    found, after = [], second_after(scope.until).timestamp()
    rows = Review.objects.filter(scope.whose("reviewer"), component__in=components)
    for component, reviewer, received, worth in rows.order_by().values_list(
        "component_id", "reviewer_id", Seconds("received_at"), "worth"
    ):
        assigned[component, reviewer] += 1
        if received is not None and received < after:
            found.append((component, reviewer, received, worth))
    return written_columns(found, assigned=assigned)


@dataclass(kw_only=True)
class _Paper:
    """``given`` is what staff set, None where they did not."""

    judgements: list[Judgement] = field(default_factory=list)
    last: float = -np.inf
    given: float | None = None

    @property
    def points(self) -> float | None:
        return self.given if self.given is not None else agreeing.mean(self.judgements)
