"""Stores the hidden solution of a competition; scores everything again by a new one."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError

from courseops import clock
from courseops.management.arguments import competition_called, course_called
from courseops.management.recorded import marks_current
from courseops.management.rescored import add_arguments, apply, number, told, tried
from courseops.uploads.refusals import RefusalError
from grading.changing import OutOfDateError
from leaderboard.prepared import IGNORED, PRIVATE, PUBLIC
from leaderboard.problems import FileRefusedError
from leaderboard.selectors.competitions import solution_in_force
from leaderboard.solutionfile import SolutionRows
from leaderboard.solutions import Stored, set_solution, store_draft


class Command(BaseCommand):
    """``setsolution COURSE COMPONENT FILE [--draft] [--reason TEXT]``."""

    help = (
        "Store a competition's hidden solution: a CSV (.csv, .csv.gz, .zip) with the "
        "id and target columns, and perhaps Usage (Public, Private, Ignored). A new "
        "solution is tried on every kept file and applied, scores and marks at once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_arguments(parser, what="solution")

    def handle(self, *args: Any, **options: Any) -> None:
        course = course_called(options["course"])
        competition = competition_called(options["component"], course=course)
        file, at = options["file"], clock.now()
        with _explained(file):
            if solution_in_force(competition=competition) is None:
                stored = set_solution(
                    competition=competition, file=file, actor=None, at=at
                )
                marks_current(course, at)
                solution, said = stored.solution, _first(stored)
            else:
                solution, rows = store_draft(competition=competition, file=file, at=at)
                change = tried(solution, reason=options["reason"], at=at)
                if not options["draft"]:
                    apply(change)
                made_of = f" with {_rows(rows)}"
                said = told(change, course, made_of=made_of, draft=options["draft"])
        slug = competition.component.slug
        self.stdout.write(f"{slug}: solution {solution.version} {said}")


@contextmanager
def _explained(file: Path) -> Iterator[None]:
    """Say what is wrong with *file*, or in its way."""
    try:
        yield
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror or error}") from error
    except RefusalError as refusal:
        raise CommandError(refusal.message) from refusal
    except FileRefusedError as error:
        lines = [f"{file.name}: {problem.message}" for problem in error.problems]
        raise CommandError("\n".join([*lines, "Nothing was stored."])) from error
    except OutOfDateError as error:
        raise CommandError(f"{error} Nothing was applied.") from error


def _first(stored: Stored) -> str:
    return (
        f"stored with {_rows(stored.rows)}; {number(stored.queued_again, 'submission')}"
        " queued to be scored again."
    )


def _rows(rows: SolutionRows) -> str:
    return f"{number(len(rows.ids), 'row')} ({_split(rows)})"


def _split(rows: SolutionRows) -> str:
    usage = rows.usage
    if usage is None:
        return "one score, no split"
    sides = ((PUBLIC, "public"), (PRIVATE, "private"), (IGNORED, "ignored"))
    return ", ".join(
        f"{np.count_nonzero(usage == side)} {title}" for side, title in sides
    )
