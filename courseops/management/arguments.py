"""What several commands take: a course, a competition, an instant."""

import re
from argparse import ArgumentParser
from datetime import datetime

from django.core.management.base import CommandError

from courseops.instants import parse_instant
from courseops.models import Component, Course, Enrollment, Role
from leaderboard.models import Competition
from leaderboard.selectors.competitions import competition, competitions


def course_called(slug: str) -> Course:
    """Return the course; raises CommandError naming those that there are."""
    course = Course.objects.filter(slug=slug).first()
    if course is None:
        known = ", ".join(Course.objects.values_list("slug", flat=True)) or "none"
        raise CommandError(f"There is no course “{slug}”. Courses: {known}.")
    return course


def component_called(slug: str, *, course: Course) -> Component:
    """Return a component of any kind; raises CommandError naming those that there are."""
    components = Component.objects.filter(course=course, archived=False)
    found = components.filter(slug=slug).select_related("assignment").first()
    if found is None:
        known = ", ".join(components.values_list("slug", flat=True)) or "none"
        raise CommandError(
            f"There is no component “{slug}” in {course.slug}. Components: {known}."
        )
    found.course = course
    return found


def student_called(login: str, *, course: Course) -> Enrollment:
    """Return a student of the course; raises CommandError where there is none."""
    students = Enrollment.objects.filter(course=course, role=Role.STUDENT)
    found = students.filter(user__login=login).select_related("user", "track").first()
    if found is None:
        raise CommandError(f"There is no student “{login}” in {course.slug}.")
    found.course = course
    return found


def competition_called(slug: str, *, course: Course) -> Competition:
    """Return a competition; raises CommandError naming those that there are."""
    try:
        return competition(course=course, slug=slug)
    except Competition.DoesNotExist:
        names = [found.component.slug for found in competitions(course=course)]
        raise CommandError(
            f"There is no competition “{slug}” in {course.slug}."
            f" Competitions: {', '.join(names) or 'none'}."
        ) from None


def whole_days(text: str) -> int:
    """Return the number of days that *text* is; raises CommandError."""
    if not re.fullmatch(r"[+-]?[0-9]{1,9}", text):
        raise CommandError(f"“{text}” is no number of days; expected one such as 3.")
    return int(text)


def reason_argument(parser: ArgumentParser) -> None:
    """Add ``--reason TEXT``, which is kept with the change."""
    parser.add_argument("--reason", default="", metavar="TEXT")


def as_of_argument(parser: ArgumentParser) -> None:
    """Add ``--as-of INSTANT``, which judges deadlines and facts at a past instant."""
    parser.add_argument("--as-of", metavar="INSTANT")


def past_instant(text: str | None, *, course: Course, now: datetime) -> datetime | None:
    """Return the instant that *text* names; without an offset it is course time.

    Without a text there is none. Raises CommandError for what is no instant or lies
    after *now*.
    """
    if text is None:
        return None
    try:
        instant = parse_instant(text, zone=course.zone)
    except ValueError as error:
        raise CommandError(str(error)) from None
    if instant > now:
        raise CommandError(f"{text} is later than now, {now:%Y-%m-%dT%H:%M:%SZ}.")
    return instant
