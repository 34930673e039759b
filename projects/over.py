"""When reviewing by peers is over: from then on its reviews are seen, and count."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Count, Exists, Max, OuterRef, Q

from courseops.deadlines import ends
from courseops.models import Component, Course, Extension, Role, Status
from projects.models import Review


def over_since(
    components: Iterable[Component], *, course: Course, at: datetime
) -> Mapping[int, datetime | None]:
    """Return since when reviewing is over, by component; None: it is not, *at* then.

    It is when the last deadline of the last reviewer has passed; without deadlines when
    everybody who still has to has handed in every review. Two queries.
    """
    deadlines = ends(components, course=course)
    written = _all_written([one for one, end in deadlines.items() if end is None])
    return {
        one: _passed(end, at) if end is not None else written.get(one)
        for one, end in deadlines.items()
    }


def is_over(component: Component, *, course: Course, at: datetime) -> bool:
    """Tell whether reviewing in *component* is over *at* that instant. Two queries."""
    return over_since([component], course=course, at=at)[component.pk] is not None


def _passed(end: datetime, at: datetime) -> datetime | None:
    """Return the deadline if it has passed: what comes at it is still in time."""
    return end if at > end else None


def _all_written(components: Iterable[int]) -> dict[int, datetime | None]:
    """Return when the last review came where none is open any more, by component.

    What a student who dropped the course, or who is excused, left open is waited for
    by nobody.
    """
    excused = Extension.objects.filter(
        component=OuterRef("component"), enrollment=OuterRef("reviewer"), excused=True
    )
    waited_for = Q(
        received_at=None,
        reviewer__role=Role.STUDENT,
        reviewer__status=Status.ACTIVE,
        is_excused=False,
    )
    rows = (
        Review.objects.filter(component__in=components)
        .annotate(is_excused=Exists(excused))
        .order_by()
        .values("component")
        .annotate(open=Count("pk", filter=waited_for), last=Max("received_at"))
    )
    return {row["component"]: row["last"] for row in rows if row["open"] == 0}
