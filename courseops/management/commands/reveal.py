"""Shows students the private scores of a competition."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from courseops import clock
from courseops.coursefile.findings import counted
from courseops.management.arguments import competition_called, course_called
from courseops.management.recorded import marks_current
from leaderboard.revealing import reveal


class Command(BaseCommand):
    """``reveal COURSE COMPONENT``."""

    help = "Show students the private scores of a competition and what rests on them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("component")

    def handle(self, *args: Any, **options: Any) -> None:
        course, at = course_called(options["course"]), clock.now()
        competition = competition_called(options["component"], course=course)
        is_new = reveal(competition=competition, actor=None, at=at)
        changed = marks_current(course, at)
        self.stdout.write(
            f"{competition.component.slug}: private scores are"
            f" {'revealed' if is_new else 'revealed already'};"
            f" {counted(changed, 'mark')} changed."
        )
