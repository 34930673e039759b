"""Loads a course file."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courseops import clock
from courseops.coursefile.findings import counted
from courseops.coursefile.load import Report, load_course
from courseops.management.arguments import course_called
from courseops.management.recorded import marks_current
from courseops.written_times import parse_day


class Command(BaseCommand):
    """``loadcourse FILE [--dry-run] [--archive] [--starts DATE]``."""

    help = (
        "Make a course what a course file says (docs/course-file.md). A bad file"
        " changes nothing, and all its errors are listed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the course file, YAML in UTF-8")
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would change, and stop"
        )
        parser.add_argument(
            "--archive",
            action="store_true",
            help="hide components that the file lacks instead of removing them",
        )
        parser.add_argument(
            "--starts",
            metavar="DATE",
            help="move every date so that the course starts on DATE",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        at = clock.now()
        report = load_course(
            data=_content(options["file"]),
            file_name=options["file"],
            dry_run=options["dry_run"],
            archive=options["archive"],
            starts=_starts(options["starts"]),
            at=at,
        )
        for warning in report.warnings:
            self.stderr.write(f"warning: {warning}")
        if report.errors:
            lines = "\n".join(str(error) for error in report.errors)
            count = counted(len(report.errors), "error")
            raise CommandError(f"{count}, nothing was changed:\n{lines}")
        if options["dry_run"]:
            for line in report.changes:
                self.stdout.write(line)
        elif report.changes and report.slug:
            marks_current(course_called(report.slug), at)
        self.stdout.write(_summary(report, dry_run=options["dry_run"]))


def _content(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except FileNotFoundError:
        raise CommandError(f"{name}: there is no such file") from None
    except IsADirectoryError:
        raise CommandError(f"{name}: is a folder, not a course file") from None
    except (OSError, ValueError) as error:
        raise CommandError(f"{name}: cannot be read: {error}") from None


def _starts(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return parse_day(text)
    except ValueError as error:
        raise CommandError(f"--starts {text}: {error}") from None


def _summary(report: Report, *, dry_run: bool) -> str:
    count = counted(len(report.changes), "change")
    if not report.changes:
        return f"{report.slug}: nothing changed"
    if report.created:
        return f"{report.slug}: {'would be created' if dry_run else 'created'}"
    if dry_run:
        return f"{report.slug}: {count} would be made"
    return f"{report.slug}: loaded, {count}"
