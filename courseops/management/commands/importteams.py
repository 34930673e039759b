"""Takes in who hands in together."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from courseops import clock
from courseops.coursefile.findings import counted
from courseops.datafile import DataFileError
from courseops.decisions.importing_teams import import_teams
from courseops.management.arguments import course_called
from courseops.management.infile import content_of, refused
from courseops.management.recorded import marks_current


class Command(BaseCommand):
    """``importteams COURSE FILE``."""

    help = (
        "Import teams: CSV with the columns team,login,component. An empty component "
        "is all of them. A login's team is replaced by the one in the file."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        course, at = course_called(options["course"]), clock.now()
        file: Path = options["file"]
        data = content_of(file)
        try:
            done = import_teams(course=course, data=data, actor=None, at=at)
        except DataFileError as error:
            raise refused(file, error) from error
        changed = marks_current(course, at)
        for sentence in done.odd:
            self.stderr.write(f"warning: {sentence}")
        self.stdout.write(
            f"{course.slug}: {counted(done.places, 'place')} in"
            f" {counted(done.teams, 'team')}; {counted(changed, 'mark')} changed."
        )
