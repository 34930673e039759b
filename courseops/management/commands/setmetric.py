"""Stores a metric that staff wrote; scores everything again by a new version."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courseops import clock
from courseops.management.arguments import competition_called, course_called
from courseops.management.rescored import add_arguments, apply, told, tried
from courseops.models import Course
from grading.changing import OutOfDateError
from leaderboard.metricfiles import MetricFileError, store
from leaderboard.models import MetricFile
from leaderboard.problems import FileRefusedError
from leaderboard.selectors.competitions import solution_in_force
from leaderboard.solutions import store_redraft


class Command(BaseCommand):
    """``setmetric COURSE COMPONENT FILE [--draft] [--reason TEXT]``."""

    help = (
        "Store a competition's own metric, a Python file with a function `score`, and "
        "try it on the sample submission. Where there is a solution already, a new "
        "version is tried on every kept file and applied, scores and marks at once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_arguments(parser, what="version")

    def handle(self, *args: Any, **options: Any) -> None:
        course = course_called(options["course"])
        competition = competition_called(options["component"], course=course)
        file, at = options["file"], clock.now()
        with _explained(file):
            metric_file, _ = store(
                competition=competition, content=file.read_bytes(), actor=None, at=at
            )
            if solution_in_force(competition=competition) is None:
                said = "the next setsolution scores by it."
            else:
                said = _scored_again(metric_file, course, options, at=at)
        slug = competition.component.slug
        self.stdout.write(f"{slug}: metric file {metric_file.version} stored; {said}")


@contextmanager
def _explained(file: Path) -> Iterator[None]:
    """Say what is wrong with *file*, or in its way."""
    try:
        yield
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror or error}") from error
    except MetricFileError as error:
        lines = [f"{file.name}: {error}", error.details, "Nothing was stored."]
        raise CommandError("\n".join(line for line in lines if line)) from error
    except FileRefusedError as error:
        lines = [f"{file.name}: {problem.message}" for problem in error.problems]
        lines.append("It is stored, and nothing is scored by it.")
        raise CommandError("\n".join(lines)) from error
    except OutOfDateError as error:
        raise CommandError(f"{error} Nothing was applied.") from error


def _scored_again(
    metric_file: MetricFile, course: Course, options: dict[str, Any], *, at: datetime
) -> str:
    solution = store_redraft(metric_file=metric_file, at=at)
    change = tried(solution, reason=options["reason"], at=at)
    if not options["draft"]:
        apply(change)
    said = told(change, course, made_of="", draft=options["draft"])
    return f"solution {solution.version} {said}"
