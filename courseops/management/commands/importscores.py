"""Takes in the scores of a component."""

from argparse import ArgumentParser
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from courseops import clock
from courseops.coursefile.findings import counted
from courseops.datafile import DataFileError
from courseops.management.arguments import component_called, course_called
from courseops.management.infile import content_of, refused
from courseops.management.recorded import marks_current
from courseops.models import Component, Kind
from courseops.scores.board import as_results, plan_board
from courseops.scores.planning import What
from courseops.scores.services import import_scores
from leaderboard.importing import import_results


class Command(BaseCommand):
    """``importscores COURSE COMPONENT FILE``."""

    help = (
        "Import the scores of a component: CSV with the columns login,score and"
        " perhaps received_at, or an export of Autolab, Gradescope, Canvas, Moodle or"
        " Kaggle. An empty score clears; who is not in the file keeps theirs. A"
        " competition takes Kaggle's leaderboard only."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("component")
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        course, at = course_called(options["course"]), clock.now()
        component = component_called(options["component"], course=course)
        file: Path = options["file"]
        try:
            told = _imported(component, file, at)
        except DataFileError as error:
            raise refused(file, error) from error
        for note in told.notes:
            self.stderr.write(f"{file.name}: {note}")
        changed = marks_current(course, at)
        self.stdout.write(
            f"{component.slug}: scores of {told.format}: {told.counts};"
            f" {counted(changed, 'mark')} changed."
        )


@dataclass(frozen=True, kw_only=True)
class _Told:
    """What was done, and whom the file left out."""

    format: str
    counts: str
    notes: list[str]


def _imported(component: Component, file: Path, at: datetime) -> _Told:
    data = content_of(file)
    if component.kind == Kind.COMPETITION:
        plan = plan_board(component=component, data=data, at=at)
        done = import_results(
            course=component.course,
            data=as_results(plan, component=component),
            actor=None,
            at=at,
        )
        counts = ", ".join(f"{number} {what}" for what, number in asdict(done).items())
    else:
        plan = import_scores(
            component=component, data=data, actor=None, at=at, source=file.name
        )
        counts = ", ".join(f"{plan.counts[what]} {what}" for what in What)
    return _Told(format=plan.format, counts=counts, notes=plan.notes)
