"""Reads competitions."""

from django.db.models import QuerySet

from courseops.models import Course
from leaderboard.models import Competition, Solution


def competition(*, course: Course, slug: str) -> Competition:
    """Return a competition of *course* with its component and assignment.

    Raises Competition.DoesNotExist.
    """
    found = Competition.objects.select_related("component__assignment").get(
        component__course=course, component__slug=slug
    )
    found.component.course = course
    return found


def competitions(*, course: Course) -> QuerySet[Competition]:
    """Return the course's competitions in the order of its course file."""
    return (
        Competition.objects.filter(component__course=course)
        .select_related("component__assignment")
        .order_by("component__position")
    )


def has_split(*, competition: Competition) -> bool:
    """Tell whether private scores are of other rows than the public ones."""
    if competition.split is not None:
        return True
    solution = solution_in_force(competition=competition)
    return solution is not None and solution.has_split


def solution_in_force(*, competition: Competition) -> Solution | None:
    """Return what submissions are scored by, None before there is a solution."""
    return Solution.objects.in_force().filter(competition=competition).first()
