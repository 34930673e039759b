"""Hands in code for somebody, the browser's way."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courseops import clock
from courseops.coursefile.findings import counted
from courseops.instants import in_words
from courseops.management.arguments import (
    component_called,
    course_called,
    past_instant,
    student_called,
)
from courseops.management.recorded import marks_current
from leaderboard import codehandin, intake
from leaderboard.refusals import RefusalError


class Command(BaseCommand):
    """``handincode COURSE COMPONENT LOGIN FILE [--at INSTANT]``."""

    help = "Hand in the code that a component asks for, for a student."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("component")
        parser.add_argument("login")
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--at", metavar="INSTANT", help="as if it had been received then"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        course, now = course_called(options["course"]), clock.now()
        component = component_called(options["component"], course=course)
        student = student_called(options["login"], course=course)
        at = past_instant(options["at"], course=course, now=now) or now
        file: Path = options["file"]
        try:
            with intake.staging(file, max_bytes=codehandin.MAX_BYTES) as staged:
                handin = codehandin.accept_code(
                    component=component,
                    enrollment=student,
                    staged=staged,
                    actor=None,
                    at=at,
                    now=now,
                )
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror or error}.") from error
        except RefusalError as refusal:
            raise CommandError(f"{refusal.message} Nothing was stored.") from refusal
        changed = marks_current(course, now)
        received = in_words(handin.received_at, zone=course.zone)
        self.stdout.write(
            f"{student.user.login}, {component.slug}: code received {received}"
            f" (SHA-256 {handin.sha256}); {counted(changed, 'mark')} changed."
        )
