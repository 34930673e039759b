"""Puts a mark or letter in place of the computed one."""

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
    """``override COURSE LOGIN TARGET (VALUE or --clear) --reason TEXT``."""

    help = (
        "Override a student's mark: TARGET is component:SLUG, assignment:SLUG, "
        "category:SLUG, total, final or letter. --clear restores the computed value."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("login")
        parser.add_argument("target")
        parser.add_argument("value", nargs="?")
        parser.add_argument("--clear", action="store_true")
        reason_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        course, at = course_called(options["course"]), clock.now()
        student = student_called(options["login"], course=course)
        if (options["value"] is None) != options["clear"]:
            raise CommandError("Give either a VALUE or --clear.")
        done: dict[str, Any] = {
            "student": student,
            "target": options["target"],
            "reason": options["reason"],
            "actor": None,
            "at": at,
        }
        try:
            told = _decide(options["value"], done)
        except (UnknownTargetError, services.DecisionRefusedError) as error:
            raise CommandError(f"{str(error).removesuffix('.')}.") from error
        changed = marks_current(course, at)
        self.stdout.write(
            f"{options['target']} of {student.user.login}: {told};"
            f" {counted(changed, 'mark')} changed."
        )


def _decide(value: str | None, done: dict[str, Any]) -> str:
    if value is not None:
        kept = services.set_override(value=value, **done)
        return f"overridden with {kept if isinstance(kept, str) else f'{kept:.12g}'}"
    was_there = services.clear_override(**done)
    return "the computed value again" if was_there else "was not overridden"
