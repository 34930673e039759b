"""Write the gradebook of a course to a file or to standard output."""

import os
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courseops import clock
from courseops.management.arguments import as_of_argument, course_called, past_instant
from grading import exports, gradebook


class Command(BaseCommand):
    """``exportgrades COURSE --format json|csv`` (course-file.md)."""

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
        book = gradebook.load(course=course, at=as_of or now)
        text = exports.render(
            book,
            format=options["format"],
            as_of=as_of,
            final=options["final"],
            explain=options["explain"],
        )
        students = "1 student" if len(book) == 1 else f"{len(book)} students"
        said = f"Exported the grades of {students} of {course.slug}"
        if options["out"] is None:
            self.stdout.write(text, ending="")
            self.stderr.write(f"{said}.", style_func=str)
        else:
            _write(options["out"], text)
            self.stdout.write(f"{said} to {options['out']}.")


def _write(path: Path, text: str) -> None:
    """Write the whole file or none: a reader never sees half of it."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(name).chmod(0o640)
        Path(name).replace(path)
    except OSError as error:
        raise CommandError(f"Cannot write {path}: {error.strerror}.") from error
