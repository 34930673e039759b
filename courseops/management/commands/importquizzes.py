"""Replaces the questions of quizzes."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courseops import clock
from courseops.coursefile.findings import counted
from courseops.datafile import DataFileError
from courseops.management.arguments import course_called
from courseops.management.infile import content_of, refused
from courseops.management.recorded import marks_current
from courseops.quizeditor.interchange.importing import import_file


class Command(BaseCommand):
    """``importquizzes COURSE FILE [--component SLUG]``."""

    help = (
        "Replace the questions of the quizzes in a file: the quizzes section of a"
        " course file on its own, a QTI 1.2 package or file, or GIFT (.txt, .gift)."
        " Other quizzes keep theirs. What cannot be expressed is listed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--component",
            default="",
            metavar="SLUG",
            help="the quiz that the file is for, where its titles do not tell",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        course, at = course_called(options["course"]), clock.now()
        file: Path = options["file"]
        try:
            outcome = import_file(
                course=course,
                data=content_of(file),
                file_name=file.name,
                component=options["component"],
                actor=None,
                at=at,
            )
        except DataFileError as error:
            raise refused(file, error) from error
        for note in outcome.notes:
            self.stderr.write(f"{file.name}: {note}", style_func=str)
        report = outcome.report
        for warning in report.warnings:
            self.stderr.write(f"warning: {warning}")
        if report.errors:
            lines = "\n".join(str(error) for error in report.errors)
            count = counted(len(report.errors), "error")
            raise CommandError(f"{count}, nothing was changed:\n{lines}")
        if report.changes:
            marks_current(course, at)
        changes = len(report.changes) + len(outcome.pictures)
        done = counted(changes, "change") if changes else "nothing changed"
        self.stdout.write(f"{course.slug}: quizzes imported, {done}")
