"""Writes the questions of quizzes to a file or to standard output."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courseops.management.arguments import component_called, course_called
from courseops.management.outfile import print_whole, write_whole
from courseops.quizeditor.interchange.exporting import NoQuestionsError, export
from courseops.quizeditor.interchange.source import Format


class Command(BaseCommand):
    """``exportquizzes COURSE [COMPONENT…] --format yaml|qti|gift [--out FILE]``."""

    help = (
        "Export the questions of quizzes, all of the course or those named: as the"
        " course file's own YAML, a QTI 1.2 package for Canvas, or GIFT for Moodle."
        " What the format cannot express is listed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("components", nargs="*", metavar="COMPONENT")
        parser.add_argument("--format", required=True, metavar="FORMAT")
        parser.add_argument("--out", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["format"] not in set(Format):
            known = ", ".join(Format)
            raise CommandError(
                f"There is no format “{options['format']}”. Known: {known}."
            )
        course = course_called(options["course"])
        chosen = [
            component_called(slug, course=course)
            for slug in dict.fromkeys(options["components"])
        ]
        try:
            made = export(
                course=course, components=chosen, format=Format(options["format"])
            )
        except NoQuestionsError as error:
            raise CommandError(str(error)) from error
        for note in made.notes:
            self.stderr.write(str(note), style_func=str)
        quizzes = "1 quiz" if made.quizzes == 1 else f"{made.quizzes} quizzes"
        said = f"Exported {quizzes} of {course.slug}"
        if options["out"] is None:
            print_whole(self.stdout, made.content)
            self.stderr.write(f"{said}.", style_func=str)
        else:
            write_whole(options["out"], made.content)
            self.stdout.write(f"{said} to {options['out']}.")
