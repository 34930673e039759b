"""What the commands that import a file of a whole course have in common."""

from abc import abstractmethod
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from courseops import clock
from courseops.coursefile.findings import counted
from courseops.datafile import DataFileError
from courseops.management.arguments import course_called
from courseops.management.infile import content_of, refused
from courseops.management.recorded import marks_current
from courseops.models import Course


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What was done, in words, and what about it is odd."""

    counts: str
    odd: Sequence[str] = ()


class ImportCommand(BaseCommand):
    """``NAME COURSE FILE``: the whole file or, with every problem named, nothing."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("file", type=Path)

    @abstractmethod
    def take_in(self, *, course: Course, data: bytes, at: datetime) -> Imported:
        """Import *data*; raises DataFileError with all that is wrong with it."""

    def handle(self, *args: Any, **options: Any) -> None:
        course, at = course_called(options["course"]), clock.now()
        file: Path = options["file"]
        data = content_of(file)
        try:
            done = self.take_in(course=course, data=data, at=at)
        except DataFileError as error:
            raise refused(file, error) from error
        changed = marks_current(course, at)
        for sentence in done.odd:
            self.stderr.write(f"warning: {sentence}")
        self.stdout.write(
            f"{course.slug}: {done.counts}; {counted(changed, 'mark')} changed."
        )
