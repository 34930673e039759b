"""Shows students the private scores of a competition, or the results of a quiz."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courseops import clock
from courseops.coursefile.findings import counted
from courseops.management.arguments import component_called, course_called
from courseops.management.recorded import marks_current
from courseops.models import Component, Kind
from leaderboard import revealing as scores
from quizzes import revealing as results
from quizzes.models import Quiz


class Command(BaseCommand):
    """``reveal COURSE COMPONENT``."""

    help = (
        "Show students the private scores of a competition, or the results and right"
        " answers of a quiz, and what rests on them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("component")

    def handle(self, *args: Any, **options: Any) -> None:
        course, at = course_called(options["course"]), clock.now()
        component = component_called(options["component"], course=course)
        what, is_new = _reveal(component, at)
        changed = marks_current(course, at)
        self.stdout.write(
            f"{component.slug}: {what} are"
            f" {'revealed' if is_new else 'revealed already'};"
            f" {counted(changed, 'mark')} changed."
        )


def _reveal(component: Component, at: datetime) -> tuple[str, bool]:
    """Show what is hidden of *component*; return what that is, and whether it is new."""
    if component.kind == Kind.COMPETITION:
        competition = component.competition
        return "private scores", scores.reveal(
            competition=competition, actor=None, at=at
        )
    quiz = Quiz.objects.filter(pk=component.pk).first()
    if quiz is None:
        raise CommandError(
            f"{component.slug} is no competition and no quiz with questions: nothing of"
            " it is hidden."
        )
    quiz.component = component
    return "results", results.reveal(quiz=quiz, actor=None, at=at)
