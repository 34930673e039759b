"""Takes in the scores of a component."""

from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from courseops import clock
from courseops.coursefile.findings import counted
from courseops.datafile import DataFileError
from courseops.management.arguments import component_called, course_called
from courseops.management.infile import content_of, refused
from courseops.management.recorded import marks_current
from courseops.models import Component, Kind
from courseops.scores.attempts import plan_quiz
from courseops.scores.board import as_results, plan_board
from courseops.scores.changes import Plan
from courseops.scores.services import import_scores
from grading.sent import sent_to_canvas
from leaderboard.importing import import_results
from quizzes.services import import_attempts

UNKNOWN = (
    "Who is unknown was left out. Add them with importroster, or say who they are on"
    " the page “Import scores”, and import the file again."
)


class Command(BaseCommand):
    """``importscores COURSE COMPONENT FILE``."""

    help = (
        "Import the scores of a component: CSV with the columns login,score and"
        " perhaps received_at, or an export of Autolab, Gradescope, Canvas, Moodle or"
        " Kaggle. An empty score clears; who is not in the file keeps theirs. A"
        " competition takes Kaggle's leaderboard only, a quiz exports only."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("component")
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        course, at = course_called(options["course"]), clock.now()
        component = component_called(options["component"], course=course)
        file: Path = options["file"]
        try:
            told = _imported(component, file, at)
        except DataFileError as error:
            raise refused(file, error) from error
        for note in _notes(told.plan, course.slug):
            self.stderr.write(f"{file.name}: {note}")
        changed = marks_current(course, at)
        self.stdout.write(
            f"{component.slug}: scores of {told.plan.format}: {told.counts};"
            f" {counted(changed, 'mark')} changed."
        )


@dataclass(frozen=True, kw_only=True)
class _Told:
    """What was done, in numbers, and what the file asked for."""

    counts: str
    plan: Plan


def _imported(component: Component, file: Path, at: datetime) -> _Told:
    data, course = content_of(file), component.course
    if component.kind == Kind.COMPETITION:
        plan = plan_board(component=component, data=data, at=at)
        rows = as_results(plan, component=component)
        done = import_results(course=course, data=rows, actor=None, at=at)
        return _Told(plan=plan, counts=_counts(asdict(done)))
    if component.kind == Kind.QUIZ:
        plan, rows = plan_quiz(
            component=component, data=data, at=at, sent_by=sent_to_canvas
        )
        attempts = import_attempts(course=course, data=rows, actor=None, at=at)
        unknown = {"unknown": len(plan.strangers)} if plan.strangers else {}
        return _Told(plan=plan, counts=_counts(asdict(attempts) | unknown))
    plan = import_scores(
        component=component,
        data=data,
        actor=None,
        at=at,
        source=file.name,
        sent_by=sent_to_canvas,
    )
    return _Told(plan=plan, counts=plan.counted)


def _counts(numbers: dict[str, int]) -> str:
    return ", ".join(f"{number} {what}" for what, number in numbers.items())


def _notes(plan: Plan, course: str) -> Iterator[str]:
    yield from plan.notes
    if plan.unmatched:
        yield f"line 1: columns of no component of {course}: {', '.join(plan.unmatched)}"
    for one in plan.strangers:
        yield one.told
    if plan.strangers:
        yield UNKNOWN
