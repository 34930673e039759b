"""Reads the regrade requests of a course for its staff."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from courseops.models import Course, Enrollment, Role, Status
from grading.models import RegradeMessage, RegradeRequest

State = RegradeRequest.State
LABELS: Mapping[str, str] = {
    "open": "Open",
    "mine": "Mine",
    "unassigned": "Unassigned",
    "closed": "Closed",
}


@dataclass(frozen=True, kw_only=True)
class Tab:
    """A way to see some of the requests, and how many those are."""

    name: str
    label: str
    count: int
    is_chosen: bool


def requests(
    course: Course, *, show: str, component: str, me: Enrollment | None
) -> QuerySet[RegradeRequest]:
    """Return the requests that *show* names: what waits longest first, else the newest."""
    found = RegradeRequest.objects.filter(_shown(me)[show], component__course=course)
    if component:
        found = found.filter(component__slug=component)
    found = found.select_related(
        "component__assignment", "enrollment__user", "grader__user"
    )
    found = found.annotate(
        written=Count("messages"), last_at=Coalesce(Max("messages__at"), "opened_at")
    )
    order = ("-closed_at", "-pk") if show == "closed" else ("opened_at", "pk")
    return found.order_by(*order)


def tabs(course: Course, *, chosen: str, me: Enrollment | None) -> list[Tab]:
    """Return the ways to see the requests; one query. Who has no place has none."""
    ways = _shown(me)
    counts = RegradeRequest.objects.filter(component__course=course).aggregate(
        **{name: Count("pk", filter=where) for name, where in ways.items()}
    )
    return [
        Tab(
            name=name,
            label=LABELS[name],
            count=counts[name],
            is_chosen=name == chosen,
        )
        for name in ways
    ]


def messages(request: RegradeRequest, *, for_staff: bool) -> QuerySet[RegradeMessage]:
    """Return what was written, without the notes for staff where another asks."""
    found = request.messages.select_related("author")
    return found if for_staff else found.filter(for_staff=False)


def graders(course: Course) -> QuerySet[Enrollment]:
    """Return who can be asked to decide, by login."""
    found = Enrollment.objects.filter(
        course=course, role__in=(Role.TA, Role.INSTRUCTOR), status=Status.ACTIVE
    )
    return found.select_related("user").order_by("user__login")


def _shown(me: Enrollment | None) -> dict[str, Q]:
    is_open = Q(state=State.OPEN)
    ways = {"open": is_open}
    if me is not None:
        ways["mine"] = is_open & Q(grader=me)
    return ways | {
        "unassigned": is_open & Q(grader=None),
        "closed": ~Q(state=State.OPEN),
    }
