"""Stores the hidden solution of a competition."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError

from courseops import clock
from courseops.management.arguments import competition_called, course_called
from courseops.management.recorded import marks_current
from leaderboard.models import Competition
from leaderboard.prepared import IGNORED, PRIVATE, PUBLIC
from leaderboard.problems import FileRefusedError
from leaderboard.solutions import Stored, set_solution


class Command(BaseCommand):
    """``setsolution COURSE COMPONENT FILE``."""

    help = (
        "Store a competition's hidden solution: a CSV (.csv, .csv.gz, .zip) with the "
        "id and target columns, and perhaps Usage (Public, Private, Ignored)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("component")
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        course = course_called(options["course"])
        competition = competition_called(options["component"], course=course)
        file, at = options["file"], clock.now()
        try:
            stored = set_solution(competition=competition, file=file, actor=None, at=at)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror or error}") from error
        except FileRefusedError as error:
            lines = [f"{file.name}: {problem.message}" for problem in error.problems]
            raise CommandError("\n".join([*lines, "Nothing was stored."])) from error
        marks_current(course, at)
        self.stdout.write(_sentence(competition, stored))


def _sentence(competition: Competition, stored: Stored) -> str:
    again = stored.queued_again
    submissions = "1 submission" if again == 1 else f"{again} submissions"
    rows = "1 row" if stored.solution.rows == 1 else f"{stored.solution.rows} rows"
    return (
        f"{competition.component.slug}: solution {stored.solution.version} stored with "
        f"{rows} ({_split(stored)}); {submissions} queued to be scored again."
    )


def _split(stored: Stored) -> str:
    usage = stored.rows.usage
    if usage is None:
        return "one score, no split"
    sides = ((PUBLIC, "public"), (PRIVATE, "private"), (IGNORED, "ignored"))
    return ", ".join(
        f"{np.count_nonzero(usage == side)} {title}" for side, title in sides
    )
