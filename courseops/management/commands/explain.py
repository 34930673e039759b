"""Explain the grades of one student, in sentences."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courseops import clock
from courseops.management.arguments import (
    as_of_argument,
    course_called,
    past_instant,
    student_called,
)
from courseops.management.outfile import print_whole
from grading import gradebook
from grading.derivation import narrative
from grading.letter_story import letter_in_lines, letter_story


class Command(BaseCommand):
    """``explain COURSE LOGIN [COMPONENT] [--as-of INSTANT]`` (course-file.md)."""

    help = "Tell how a student's marks came about."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("login")
        parser.add_argument("component", nargs="?")
        as_of_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        course = course_called(options["course"])
        now = clock.now()
        at = past_instant(options["as_of"], course=course, now=now) or now
        student = student_called(options["login"], course=course)
        book = gradebook.of_one(course=course, at=at, enrollment=student)
        slug = options["component"]
        if slug is not None and slug not in book.components:
            known = ", ".join(book.components) or "none"
            raise CommandError(f"There is no component “{slug}”. Components: {known}.")
        lines = narrative.tell(book, 0, component=slug)
        if slug is None:
            lines += letter_in_lines(
                letter_story(book, 0, course=course), course=course
            )
        print_whole(self.stdout, "\n".join([*lines, ""]).encode())
