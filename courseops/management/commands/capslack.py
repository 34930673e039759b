"""Caps the slack days that a component may take of a student."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courseops import clock
from courseops.coursefile.findings import counted
from courseops.decisions.slack import SlackCapRefusedError, cap_slack
from courseops.management.arguments import (
    component_called,
    course_called,
    student_called,
    whole_days,
)
from courseops.management.recorded import marks_current


class Command(BaseCommand):
    """``capslack COURSE COMPONENT LOGIN DAYS``."""

    help = "Let a component take at most DAYS slack days of a student."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("component")
        parser.add_argument("login")
        parser.add_argument("days")

    def handle(self, *args: Any, **options: Any) -> None:
        course, at = course_called(options["course"]), clock.now()
        component = component_called(options["component"], course=course)
        student = student_called(options["login"], course=course)
        days = whole_days(options["days"])
        try:
            cap_slack(
                component=component, student=student, days=days, actor=None, at=at
            )
        except SlackCapRefusedError as error:
            raise CommandError(f"{error}.") from error
        changed = marks_current(course, at)
        self.stdout.write(
            f"{student.user.login}: {component.slug} takes at most {days} slack"
            f" {'day' if days == 1 else 'days'}; {counted(changed, 'mark')} changed."
        )
