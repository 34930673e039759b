"""Extends a student's deadlines of one component, or excuses the student from it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courseops import clock, teams
from courseops.coursefile.findings import counted
from courseops.decisions.extending import (
    ExtensionRefusedError,
    Grant,
    grant_extension,
    remove_extension,
)
from courseops.extensions import Deadlines
from courseops.instants import in_words, parse_instant
from courseops.management.arguments import (
    component_called,
    course_called,
    reason_argument,
    student_called,
    whole_days,
)
from courseops.management.recorded import marks_current
from courseops.models import Component, Course, Enrollment

_LABELS = {"early": "early", "on_time": "on time", "late": "late"}


class Command(BaseCommand):
    """``extend COURSE COMPONENT LOGIN (--days N, --until INSTANT or --excuse)``."""

    help = (
        "Extend a student's deadlines of a component by days or to an instant, or "
        "excuse the student; the latest replaces, --days 0 removes."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("component")
        parser.add_argument("login")
        parser.add_argument("--days", metavar="N")
        parser.add_argument("--until", metavar="INSTANT")
        parser.add_argument("--excuse", action="store_true")
        parser.add_argument(
            "--team", action="store_true", help="for everybody in the student's team"
        )
        reason_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        course, at = course_called(options["course"]), clock.now()
        component = component_called(options["component"], course=course)
        student = student_called(options["login"], course=course)
        grant = _grant(options, course)
        students = [student]
        if options["team"]:
            students = teams.members(component=component, enrollment=student)
        done: dict[str, Any] = {
            "component": component,
            "students": students,
            "reason": options["reason"],
            "actor": None,
            "at": at,
        }
        try:
            if grant.days == 0:
                told = _removed(remove_extension(**done), component)
            elif grant.excused:
                grant_extension(grant=grant, **done)
                told = f"excused from {component.slug}"
            else:
                told = _moved(grant_extension(grant=grant, **done), component)
        except ExtensionRefusedError as error:
            raise CommandError(f"{component.slug}: {error}.") from error
        changed = marks_current(course, at)
        self.stdout.write(
            f"{_names(students)}: {told}; {counted(changed, 'mark')} changed."
        )


def _grant(options: dict[str, Any], course: Course) -> Grant:
    asked = [options["days"] is not None, options["until"] is not None]
    if [*asked, options["excuse"]].count(True) != 1:
        raise CommandError("Give one of --days N, --until INSTANT and --excuse.")
    if options["excuse"]:
        return Grant(excused=True)
    if options["days"] is not None:
        return Grant(days=whole_days(options["days"]))
    try:
        return Grant(until=parse_instant(options["until"], zone=course.zone))
    except ValueError as error:
        raise CommandError(str(error)) from None


def _names(students: list[Enrollment]) -> str:
    return ", ".join(student.user.login for student in students)


def _removed(count: int, component: Component) -> str:
    if not count:
        return f"had no extension of {component.slug}"
    return f"{counted(count, 'extension')} of {component.slug} removed"


def _moved(deadlines: Deadlines, component: Component) -> str:
    zone = component.course.zone
    given = [
        f"{_LABELS[name]} {in_words(at, zone=zone, seconds=True)}"
        for name, at in deadlines._asdict().items()
        if at is not None
    ]
    dates = ", ".join(given) or "it has no deadline that could move"
    return f"extension of {component.slug} ({dates})"
