"""How much rests on each component, so that no course file loses it."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, QuerySet

from courseops.models import Course
from projects.models import Grading, HandIn, Review


def count_handins(*, course: Course) -> Mapping[int, int]:
    """Return how many versions were handed in, by component."""
    return _counted(HandIn.objects.filter(component__course=course))


def count_gradings(*, course: Course) -> Mapping[int, int]:
    """Return how many judgements of staff there are, drafts too, by component."""
    return _counted(Grading.objects.filter(component__course=course))


def count_reviews(*, course: Course) -> Mapping[int, int]:
    """Return how many reviews peers have begun or handed in, by component.

    Those that are only assigned are drawn again in no time.
    """
    rows = Review.objects.filter(component__course=course)
    return _counted(rows.exclude(changed_at=None, received_at=None))


def _counted(rows: QuerySet[Any]) -> Mapping[int, int]:
    """Return the number of *rows* by component. One query."""
    counted = rows.order_by().values("component").annotate(count=Count("pk"))
    return dict(counted.values_list("component", "count"))
