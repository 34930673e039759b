"""Hands in code for somebody, the browser's way."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courseops import clock
from courseops.coursefile.findings import counted
from courseops.deadlines import own_of
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
from courseops.uploads.refusals import RefusalError
from leaderboard.code import handing_in, tying
from leaderboard.models import Competition, Submission


class Command(BaseCommand):
    """``handincode COURSE COMPONENT LOGIN FILE [--at INSTANT] [--submission N]``."""

    help = "Hand in the code that a component asks for, for a student."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("component")
        parser.add_argument("login")
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--at", metavar="INSTANT", help="as if it had been received then"
        )

        parser.add_argument(
            "--submission",
            metavar="N",
            help="the submission that the code made; else the one that counts now",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        course, now = course_called(options["course"]), clock.now()
        component = component_called(options["component"], course=course)
        student = student_called(options["login"], course=course)
        at = past_instant(options["at"], course=course, now=now) or now
        file: Path = options["file"]
        try:
            made = _submission(component, student, options["submission"])
            with intake.staging(file, max_bytes=handing_in.MAX_BYTES) as staged:
                handin = handing_in.accept_code(
                    component=component,
                    enrollment=student,
                    staged=staged,
                    actor=None,
                    submission=made,
                    at=at,
                    now=now,
                )
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror or error}.") from error
        except RefusalError as refusal:
            raise CommandError(f"{refusal.message} Nothing was stored.") from refusal
        changed = marks_current(course, now)
        received = in_words(handin.received_at, zone=course.zone)
        made_by = f" for submission {made.pk}" if made else ""
        self.stdout.write(
            f"{student.user.login}, {component.slug}: code{made_by} received {received}"
            f" (SHA-256 {handin.sha256}); {counted(changed, 'mark')} changed."
        )


def _submission(
    component: Component, student: Enrollment, name: str | None
) -> Submission | None:
    """Return what the code is for; components without a competition have none."""
    competition = Competition.objects.filter(component=component).first()
    if competition is None:
        if name is not None:
            raise CommandError(f"{component.slug} is no competition.")
        return None
    competition.component = component
    own = own_of(component, course=component.course, enrollment=student)
    offered = tying.tying(
        competition=competition, enrollment=student, component=own.component
    )
    return tying.named(name, among=offered)
