"""Reads the code that was handed in."""

from collections.abc import Collection

from django.db.models import QuerySet

from courseops.models import Component, Enrollment
from leaderboard.models import CodeHandIn


def code_of(
    *, component: Component, members: Collection[Enrollment]
) -> QuerySet[CodeHandIn]:
    """Return what a student and their team handed in, newest first."""
    return all_code(component=component).filter(enrollment__in=members)


def all_code(*, component: Component) -> QuerySet[CodeHandIn]:
    """Return what everybody handed in, newest first, with who did."""
    return (
        CodeHandIn.objects.filter(component=component)
        .select_related("enrollment__user")
        .order_by("-received_at", "-pk")
    )
