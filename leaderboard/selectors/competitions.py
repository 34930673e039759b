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


def solution_in_force(*, competition: Competition) -> Solution | None:
    """Return the newest solution, None before there is one."""
    return Solution.objects.filter(competition=competition).first()
