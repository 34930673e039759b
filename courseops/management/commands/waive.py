"""Waives a requirement for one student."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courseops import clock
from courseops.coursefile.findings import counted
from courseops.management.arguments import (
    course_called,
    reason_argument,
    student_called,
)
from courseops.management.recorded import marks_current
from grading import services
from grading.targets import UnknownTargetError


class Command(BaseCommand):
    """``waive COURSE LOGIN SLUG --reason TEXT``."""

    help = "Waive an assignment, or COMPONENT/code, for one student."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("login")
        parser.add_argument("slug", help="an assignment, or COMPONENT/code")
        reason_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        course, at = course_called(options["course"]), clock.now()
        student = student_called(options["login"], course=course)
        try:
            services.waive(
                student=student,
                target=options["slug"],
                reason=options["reason"],
                actor=None,
                at=at,
            )
        except (UnknownTargetError, services.DecisionRefusedError) as error:
            raise CommandError(f"{str(error).removesuffix('.')}.") from error
        changed = marks_current(course, at)
        self.stdout.write(
            f"{student.user.login}: {options['slug']} is waived;"
            f" {counted(changed, 'mark')} changed."
        )
