"""Takes in the scores of a component."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from courseops import clock
from courseops.coursefile.findings import counted
from courseops.datafile import DataFileError
from courseops.management.arguments import component_called, course_called
from courseops.management.infile import content_of, refused
from courseops.management.recorded import marks_current
from courseops.scores.planning import What
from courseops.scores.services import import_scores


class Command(BaseCommand):
    """``importscores COURSE COMPONENT FILE``."""

    help = (
        "Import the scores of a component: CSV with the columns login,score and"
        " perhaps received_at, or an export of Autolab, Gradescope, Canvas, Moodle or"
        " Kaggle. An empty score clears; who is not in the file keeps theirs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("component")
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        course, at = course_called(options["course"]), clock.now()
        component = component_called(options["component"], course=course)
        file: Path = options["file"]
        data = content_of(file)
        try:
            plan = import_scores(
                component=component, data=data, actor=None, at=at, source=file.name
            )
        except DataFileError as error:
            raise refused(file, error) from error
        for note in plan.notes:
            self.stderr.write(f"{file.name}: {note}")
        changed = marks_current(course, at)
        counts = ", ".join(f"{plan.counts[what]} {what}" for what in What)
        self.stdout.write(
            f"{component.slug}: scores of {plan.format}: {counts};"
            f" {counted(changed, 'mark')} changed."
        )
