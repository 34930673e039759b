"""Writes a course back as its course file."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courseops.coursefile.dump import dump_course
from courseops.management.outfile import print_whole
from courseops.models import Course


class Command(BaseCommand):
    """``dumpcourse COURSE``."""

    help = "Write a course as its course file on standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course", help="the course's slug")

    def handle(self, *args: Any, **options: Any) -> None:
        slug = options["course"]
        course = Course.objects.filter(slug=slug).first()
        if course is None:
            raise CommandError(f"there is no course {slug}")
        print_whole(self.stdout, dump_course(course).encode())
        self.stderr.write(f"{slug}: written")
