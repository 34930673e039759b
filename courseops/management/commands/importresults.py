"""Takes in scores that another system computed."""

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
from leaderboard.importing import import_results


class Command(BaseCommand):
    """``importresults COURSE FILE`` (course-file.md)."""

    help = (
        "Import scores of competitions that were computed elsewhere: CSV with the"
        " columns login,component,received_at,score and perhaps submission."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        course, at = course_called(options["course"]), clock.now()
        file: Path = options["file"]
        data = content_of(file)
        try:
            done = import_results(course=course, data=data, actor=None, at=at)
        except DataFileError as error:
            raise refused(file, error) from error
        changed = marks_current(course, at)
        self.stdout.write(
            f"{course.slug}: {counted(done.added, 'score')} added,"
            f" {done.replaced} replaced, {done.unchanged} unchanged;"
            f" {counted(changed, 'mark')} changed."
        )
