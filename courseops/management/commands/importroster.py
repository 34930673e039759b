"""Brings a course's people in line with a roster file."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from courseops import clock
from courseops.datafile import DataFileError
from courseops.management.infile import content_of, refused
from courseops.management.recorded import marks_current
from courseops.models import Course
from courseops.roster.importing import Outcome, What, import_roster
from leaderboard.teaming import settle_course


class Command(BaseCommand):
    """``importroster COURSE FILE [--complete] [--email-domain DOMAIN]``."""

    help = (
        "Import a roster: CSV with the columns login,name,email,track,basis,role,"
        "status,sid, a Canvas gradebook export, or an Autolab roster."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--complete",
            action="store_true",
            help="mark as dropped the students who are not in the file",
        )
        parser.add_argument(
            "--email-domain",
            default="",
            help="makes the e-mail of newcomers in a file that has none",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        course = Course.objects.filter(slug=options["course"]).first()
        if course is None:
            raise CommandError(f"There is no course {options['course']!r}.")
        file, at = options["file"], clock.now()
        data = content_of(file)
        try:
            with transaction.atomic():
                outcomes = import_roster(
                    course=course,
                    data=data,
                    complete=options["complete"],
                    email_domain=options["email_domain"],
                    actor=None,
                    at=at,
                )
                # A team is listed under somebody who is still there.
                settle_course(course=course)
        except DataFileError as error:
            raise refused(file, error) from error
        marks_current(course, at)
        for outcome in outcomes if options["verbosity"] > 1 else []:
            self.stdout.write(_sentence(outcome))
        counts = Counter(outcome.what for outcome in outcomes)
        told = ", ".join(f"{counts[what]} {what}" for what in What)
        self.stdout.write(f"{course.slug}: {told}.")


def _sentence(outcome: Outcome) -> str:
    where = f"line {outcome.line}" if outcome.line else "not in the file"
    changes = ", ".join(
        f"{name} {before or '(none)'} → {after or '(none)'}"
        for name, (before, after) in outcome.changes.items()
    )
    return (
        f"{where}: {outcome.login} {outcome.what}{f' ({changes})' if changes else ''}"
    )
