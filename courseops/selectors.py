"""Reads what the course pages show."""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from courseops.asking import is_asked
from courseops.models import (
    Announcement,
    Component,
    Course,
    Enrollment,
    Kind,
    ScheduleEntry,
    Status,
    Track,
    User,
)


def enrollments_of(user: User) -> QuerySet[Enrollment]:
    """Return where *user* has a place: not where they left as staff."""
    return (
        Enrollment.objects.filter(user=user)
        .exclude(~Q(role="student"), status=Status.DROPPED)
        .select_related("course", "track")
        .order_by("-course__starts", "course__slug")
    )


def components(course: Course, *, track: Track | None = None) -> list[Component]:
    """Return the course's work in its order; with *track*, only what that track has."""
    found = (
        Component.objects.filter(
            course=course,
            archived=False,
            assignment__archived=False,
            assignment__category__archived=False,
        )
        .select_related("assignment__category")
        .order_by("assignment__category__position", "assignment__position", "position")
    )
    without = set(track.without) if track else set()
    return [
        c
        for c in found
        if not without & {c.assignment.category.slug, c.assignment.slug, c.slug}
    ]


def bulletin(
    course: Course, *, enrollment: Enrollment | None, at: datetime
) -> list[Announcement]:
    """Return the announcements that are not over, of work that *enrollment* is asked for."""
    rows = (
        Announcement.objects.filter(course=course)
        .filter(Q(until=None) | Q(until__gte=at))
        .select_related("component__assignment__category")
        .order_by("position")
    )
    return [
        one
        for one in rows
        if one.component is None or is_asked(one.component, enrollment)
    ]


def schedule_from(course: Course, *, today: date, count: int) -> list[ScheduleEntry]:
    """Return the next *count* dated lectures, recitations and events."""
    found = ScheduleEntry.objects.filter(course=course, date__gte=today)
    return list(found.order_by("date", "position")[:count])


def never_signed_in(course: Course) -> int:
    """Count the active people of the course who have not signed in yet."""
    return Enrollment.objects.filter(
        course=course, status=Status.ACTIVE, user__last_login=None
    ).count()


def without_cutoffs(work: list[Component], *, at: datetime) -> list[Component]:
    """Return the released competitions of *work* whose cutoffs are not posted."""
    return [
        c
        for c in work
        if c.kind == Kind.COMPETITION
        and c.cutoffs is None
        and (c.released is None or c.released <= at)
    ]


def roster(
    course: Course, *, search: str, role: str, status: str, track: str
) -> QuerySet[Enrollment]:
    """Return the people of the course by name, as far as each filter is given."""
    found = Enrollment.objects.filter(course=course).select_related("user", "track")
    if search:
        found = found.filter(
            Q(user__name__icontains=search)
            | Q(user__login__icontains=search)
            | Q(user__email__icontains=search)
        )
    if role:
        found = found.filter(role=role)
    if status:
        found = found.filter(status=status)
    if track:
        found = found.filter(track__slug=track)
    return found.order_by(Lower("user__name"), "user__login")
