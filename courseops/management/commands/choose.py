"""Chooses the submissions that a student is graded by."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courseops import clock
from courseops.coursefile.findings import counted
from courseops.management.arguments import (
    competition_called,
    course_called,
    student_called,
)
from courseops.management.recorded import marks_current
from leaderboard import choosing


class Command(BaseCommand):
    """``choose COURSE COMPONENT LOGIN SUBMISSION…``."""

    help = (
        "Choose the submissions that a student is graded by (selection: chosen) or ranked"
        " by on the private leaderboard (limits.final_choices). It replaces an earlier"
        " choice."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("component")
        parser.add_argument("login")
        parser.add_argument(
            "submission",
            nargs="+",
            help="the reference of an imported score, else the submission's number",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        course, at = course_called(options["course"]), clock.now()
        competition = competition_called(options["component"], course=course)
        student = student_called(options["login"], course=course)
        names = dict.fromkeys(options["submission"])
        try:
            choosing.choose(
                competition=competition,
                enrollment=student,
                submissions=choosing.named(
                    competition=competition, enrollment=student, names=names
                ),
                actor=None,
                at=at,
            )
        except choosing.ChoiceRefusedError as error:
            raise CommandError("\n".join(error.problems)) from error
        changed = marks_current(course, at)
        self.stdout.write(
            f"{student.user.login}: {', '.join(names)} chosen in"
            f" {competition.component.slug}; {counted(changed, 'mark')} changed."
        )
