"""What several commands take: a course, an instant."""

from datetime import datetime

from django.core.management.base import CommandError

from courseops.instants import parse_instant
from courseops.models import Course


def course_called(slug: str) -> Course:
    """Return the course; raises CommandError naming those that there are."""
    course = Course.objects.filter(slug=slug).first()
    if course is None:
        known = ", ".join(Course.objects.values_list("slug", flat=True)) or "none"
        raise CommandError(f"There is no course “{slug}”. Courses: {known}.")
    return course


def past_instant(text: str, *, course: Course, now: datetime) -> datetime:
    """Return the instant that *text* names; without an offset it is course time.

    Raises CommandError for what is no instant or lies after *now*.
    """
    try:
        instant = parse_instant(text, zone=course.zone)
    except ValueError as error:
        raise CommandError(str(error)) from None
    if instant > now:
        raise CommandError(f"{text} is later than now, {now:%Y-%m-%dT%H:%M:%SZ}.")
    return instant
