"""Publish the letters of a course."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courseops import clock
from courseops.management.arguments import course_called
from grading import publications, publishing
from grading.publishing import CannotPublishError


class Command(BaseCommand):
    """``publishcurve COURSE`` (course-file.md)."""

    help = (
        "Publish the letters of a course by its curve, as they stand now. Letters that"
        " were published before stay in the history."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")

    def handle(self, *args: Any, **options: Any) -> None:
        course = course_called(options["course"])
        try:
            publishing.publish(course=course, actor=None, at=clock.now())
        except CannotPublishError as error:
            raise CommandError(f"Nothing was published. {error}") from None
        made = publications.published(course)
        assert made is not None  # noqa: S101 just published
        counts = publishing.counts(made.letters, made.scale)
        told = ", ".join(f"{number} {letter}" for letter, number in counts.items())
        number = len(made.letters)
        letters = "1 letter" if number == 1 else f"{number} letters"
        self.stdout.write(f"Published {letters} in {course.slug}: {told}.")
