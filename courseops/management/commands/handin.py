"""Hands in work for a student and their team, the browser's way."""

from argparse import ArgumentParser
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courseops import clock, teams
from courseops.coursefile.findings import counted
from courseops.instants import in_words
from courseops.management.arguments import (
    component_called,
    course_called,
    past_instant,
    student_called,
)
from courseops.management.recorded import marks_current
from courseops.models import Component, Enrollment
from courseops.uploads import intake
from courseops.uploads.intake import Staged
from courseops.uploads.refusals import RefusalError
from projects import handing_in
from projects.accepting import accepted
from projects.counting import versions


class Command(BaseCommand):
    """``handin COURSE COMPONENT LOGIN [FILE…] [--link URL]… [--note TEXT] [--at INSTANT]``."""

    help = "Hand in a version of a student's or team's work: files, links or both."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("component")
        parser.add_argument("login")
        parser.add_argument("files", nargs="*", type=Path, metavar="file")
        parser.add_argument("--link", action="append", default=[], metavar="URL")
        parser.add_argument("--note", default="", metavar="TEXT")
        parser.add_argument(
            "--at", metavar="INSTANT", help="as if it had been received then"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        course, now = course_called(options["course"]), clock.now()
        component = component_called(options["component"], course=course)
        student = student_called(options["login"], course=course)
        at = past_instant(options["at"], course=course, now=now) or now
        with ExitStack() as stack:
            try:
                handin = handing_in.hand_in(
                    component=component,
                    enrollment=student,
                    staged=_staged(options["files"], component, stack),
                    links=options["link"],
                    note=options["note"],
                    actor=None,
                    at=at,
                    now=now,
                )
            except RefusalError as refusal:
                raise CommandError(f"{refusal.message} Nothing was kept.") from refusal
        changed = marks_current(course, now)
        received = in_words(handin.received_at, zone=course.zone)
        self.stdout.write(
            f"{student.user.login}, {component.slug}: version"
            f" {_number(handin.pk, component, student)} received {received};"
            f" {_told(options['files'], options['link'])}"
            f" {counted(changed, 'mark')} changed."
        )


def _staged(
    files: Sequence[Path], component: Component, stack: ExitStack
) -> list[Staged]:
    """Take the files in, until *stack* is closed; raises CommandError."""
    most = accepted(component.details).max_bytes
    staged = []
    for file in files:
        try:
            staged.append(stack.enter_context(intake.staging(file, max_bytes=most)))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror or error}.") from error
    return staged


def _number(handin: int, component: Component, student: Enrollment) -> int:
    mates = teams.members(component=component, enrollment=student)
    found = versions(component, mates)
    return next(one.number for one in found if one.handin.pk == handin)


def _told(files: Sequence[Path], links: Sequence[str]) -> str:
    return f"{counted(len(files), 'file')}, {counted(len(links), 'link')};"
