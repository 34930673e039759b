"""What gradings and reviews of a course have given, criterion by criterion."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from courseops.models import Course
from projects.models import Grading, Review


@dataclass(kw_only=True)
class Given:
    """How many judgements say something of a criterion, and the most points given."""

    gradings: int = 0
    reviews: int = 0
    most: float = 0.0


def given_points(*, course: Course) -> Mapping[str, Mapping[str, Given]]:
    """Return what was given, drafts too, by the slugs of components and of criteria.

    What is graded as a whole has the criterion "". Two queries.
    """
    found: defaultdict[str, dict[str, Given]] = defaultdict(dict)
    for model, counts in ((Grading, "gradings"), (Review, "reviews")):
        rows = model._default_manager.filter(component__course=course).order_by()  # noqa: SLF001 - public, says Django
        for component, points, comments in rows.values_list(
            "component__slug", "by_criterion", "comments"
        ):
            for slug in points.keys() | comments.keys():
                here = found[component].setdefault(slug, Given())
                setattr(here, counts, getattr(here, counts) + 1)
                here.most = max(here.most, points.get(slug, 0.0))
    return found


def count_finished(*, course: Course) -> Mapping[str, int]:
    """Return how many judgements are finished, by the slug of the component."""
    found: defaultdict[str, int] = defaultdict(int)
    done = Grading.objects.filter(component__course=course, done_at__isnull=False)
    received = Review.objects.filter(
        component__course=course, received_at__isnull=False
    )
    for rows in (done, received):
        for slug in rows.order_by().values_list("component__slug", flat=True):
            found[slug] += 1
    return found
