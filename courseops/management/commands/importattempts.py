"""Takes in quiz attempts that were made elsewhere."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from courseops import clock
from courseops.coursefile.findings import counted
from courseops.datafile import DataFileError
from courseops.management.arguments import course_called
from courseops.management.infile import content_of, refused
from courseops.management.recorded import marks_current
from quizzes.services import import_attempts


class Command(BaseCommand):
    """``importattempts COURSE FILE``."""

    help = (
        "Import quiz attempts: CSV with the columns login,quiz,correct,questions,"
        "received_at. The same login, quiz and time replaces."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        course, at = course_called(options["course"]), clock.now()
        file: Path = options["file"]
        data = content_of(file)
        try:
            done = import_attempts(course=course, data=data, actor=None, at=at)
        except DataFileError as error:
            raise refused(file, error) from error
        changed = marks_current(course, at)
        self.stdout.write(
            f"{course.slug}: {counted(done.added, 'attempt')} added,"
            f" {done.replaced} replaced, {done.unchanged} unchanged;"
            f" {counted(changed, 'mark')} changed."
        )
