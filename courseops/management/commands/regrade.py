"""Recompute every mark of a course."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from courseops import clock
from courseops.management.arguments import as_of_argument, course_called, past_instant
from grading import recording


class Command(BaseCommand):
    """``regrade COURSE [--as-of INSTANT]`` (course-file.md)."""

    help = "Recompute every mark of a course and print how many changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        as_of_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        course = course_called(options["course"])
        now = clock.now()
        at = past_instant(options["as_of"], course=course, now=now) or now
        changed = recording.record(course=course, at=at)
        marks = "1 mark" if changed == 1 else f"{changed} marks"
        self.stdout.write(f"{marks} changed in {course.slug}.")
