"""Write the gradebook of a course to a file or to standard output."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courseops import clock
from courseops.management.arguments import as_of_argument, course_called, past_instant
from courseops.management.outfile import print_whole, write_whole
from grading import exports, gradebook


class Command(BaseCommand):
    """``exportgrades COURSE --format csv|xlsx|canvas|json|parquet`` (course-file.md)."""

    help = "Export the gradebook."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("--format", required=True, metavar="FORMAT")
        parser.add_argument("--out", type=Path, metavar="FILE")
        parser.add_argument("--final", action="store_true")
        as_of_argument(parser)
        parser.add_argument("--explain", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        known = ", ".join(exports.FORMATS)
        if options["format"] not in exports.FORMATS:
            raise CommandError(
                f"There is no format “{options['format']}”. Known: {known}."
            )
        if options["explain"] and options["format"] != "json":
            raise CommandError("--explain goes with --format json.")
        course = course_called(options["course"])
        now = clock.now()
        as_of = past_instant(options["as_of"], course=course, now=now)
        book = gradebook.load(
            course=course, at=as_of or now, explain=options["explain"]
        )
        try:
            content = exports.render(
                book,
                format=options["format"],
                as_of=as_of,
                final=options["final"],
                explain=options["explain"],
            )
        except exports.MissingLibraryError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            # A workbook passes through the temporary folder.
            raise CommandError(f"Cannot make the export: {error.strerror}.") from error
        students = "1 student" if len(book) == 1 else f"{len(book)} students"
        said = f"Exported the grades of {students} of {course.slug}"
        if options["out"] is None:
            print_whole(self.stdout, content)
            self.stderr.write(f"{said}.", style_func=str)
        else:
            write_whole(options["out"], content)
            self.stdout.write(f"{said} to {options['out']}.")
