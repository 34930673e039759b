"""Takes in who watched the videos of sessions."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courseops import clock
from courseops.coursefile.findings import counted
from courseops.datafile import DataFileError
from courseops.management.arguments import component_called, course_called
from courseops.management.infile import content_of, refused
from courseops.management.recorded import marks_current
from courseops.models import Component, Kind
from courseops.written_times import parse_day
from participation.watching import import_watched


class Command(BaseCommand):
    """``importattendance COURSE COMPONENT FILE [--session DATE] [--minutes N]``."""

    help = (
        "Count as present who watched a session's video: CSV with a column login or"
        " email and perhaps session, watched_at and minutes. What is known already"
        " stands; unknown people are listed and left."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("component")
        parser.add_argument("file", type=Path)
        parser.add_argument("--session", default="", metavar="DATE")
        parser.add_argument("--minutes", default=0.0, type=float, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        course, at = course_called(options["course"]), clock.now()
        component = component_called(options["component"], course=course)
        file: Path = options["file"]
        try:
            plan = import_watched(
                component=component,
                data=content_of(file),
                session=_session(options["session"], component),
                least_minutes=options["minutes"],
                actor=None,
                at=at,
                source=file.name,
            )
        except DataFileError as error:
            raise refused(file, error) from error
        for note in plan.notes:
            self.stderr.write(f"{file.name}: {note}")
        changed = marks_current(course, at)
        self.stdout.write(
            f"{component.slug}: {counted(len(plan.added), 'presence')} added,"
            f" {plan.known} known before, {len(plan.notes)} left;"
            f" {counted(changed, 'mark')} changed."
        )


def _session(text: str, component: Component) -> date | None:
    """Return the day that *text* names, None for none; raises CommandError."""
    if component.kind != Kind.ATTENDANCE:
        raise CommandError(f"{component.slug} counts no attendance.")
    try:
        return parse_day(text) if text else None
    except ValueError as error:
        raise CommandError(f"“{text}”: {error}.") from None
