"""Replaces the questions of quizzes."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courseops import clock
from courseops.coursefile.findings import counted
from courseops.coursefile.quizfile import import_quizzes
from courseops.management.arguments import course_called
from courseops.management.infile import content_of
from courseops.management.recorded import marks_current


class Command(BaseCommand):
    """``importquizzes COURSE FILE``."""

    help = (
        "Replace the questions of the quizzes in a YAML file: the quizzes section of"
        " a course file on its own. Other quizzes keep theirs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        course, at = course_called(options["course"]), clock.now()
        file: Path = options["file"]
        report = import_quizzes(
            course=course,
            data=content_of(file),
            file_name=file.name,
            actor=None,
            at=at,
        )
        for warning in report.warnings:
            self.stderr.write(f"warning: {warning}")
        if report.errors:
            lines = "\n".join(str(error) for error in report.errors)
            count = counted(len(report.errors), "error")
            raise CommandError(f"{count}, nothing was changed:\n{lines}")
        if report.changes:
            marks_current(course, at)
        done = counted(len(report.changes), "change") if report.changes else "nothing"
        self.stdout.write(
            f"{course.slug}: quizzes imported, {done}"
            f"{'' if report.changes else ' changed'}"
        )
