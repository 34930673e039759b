"""What authors see of the reviews of their paper, once reviewing is over."""

from collections.abc import Sequence
from dataclasses import dataclass

from courseops import teams
from courseops.models import Component, Enrollment
from projects.agreeing import Judgement, mean
from projects.models import PaperMark, Review
from projects.reviews.judging import mark_of
from projects.reviews.papers import reviewed
from projects.rubric import Criterion, Rubric, rubric_of


@dataclass(frozen=True, kw_only=True)
class Line:
    """What a review says about one criterion."""

    criterion: Criterion
    points: float | None
    comment: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """A review as its paper's authors know it: nothing of who wrote it."""

    number: int
    points: float
    weight: float
    lines: Sequence[Line]
    comment: str


@dataclass(frozen=True, kw_only=True)
class Received:
    """The reviews that count of somebody's paper, and what they come to.

    ``mark`` are the points that staff set in place of the ``mean``.
    """

    reviews: Sequence[Told]
    mean: float | None
    mark: PaperMark | None

    @property
    def is_weighted(self) -> bool:
        return len({one.weight for one in self.reviews}) > 1


def received(component: Component, author: Enrollment) -> Received:
    """Return what *author* and their team are told. A fixed number of queries."""
    of = reviewed(component)
    members = teams.members(component=of, enrollment=author)
    rubric = rubric_of(component.kind, component.details)
    rows = Review.objects.filter(
        component=component,
        author__in=members,
        received_at__isnull=False,
        weight__gt=0,
    ).order_by("shown_as", "number")
    told = [_told(row, rubric) for row in rows]
    judged = [Judgement(points=one.points, weight=one.weight) for one in told]
    return Received(reviews=told, mean=mean(judged), mark=mark_of(component, members))


def lines(review: Review, rubric: Rubric) -> list[Line]:
    """Return what a review says about each criterion."""
    return [
        Line(
            criterion=one,
            points=review.by_criterion.get(one.slug),
            comment=review.comments.get(one.slug, ""),
        )
        for one in rubric.criteria
    ]


def _told(row: Review, rubric: Rubric) -> Told:
    return Told(
        number=row.shown_as,
        points=row.points or 0.0,
        weight=row.weight,
        lines=lines(row, rubric),
        comment=row.comment,
    )
