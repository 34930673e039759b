"""Puts those in no team together."""

from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courseops import clock, teams
from courseops.coursefile.findings import counted
from courseops.management.arguments import (
    competition_called,
    component_called,
    course_called,
)
from courseops.management.recorded import marks_current
from courseops.models import Component, Enrollment, Kind
from courseops.teaming import leftovers
from courseops.teaming.work import Change, Work
from leaderboard.teaming import Entries
from projects.teaming import work_of


class Command(BaseCommand):
    """``groupteams COURSE COMPONENT [--dry-run]``."""

    help = (
        "Put the students in no team together at random, by the seed and the sizes of "
        "the course file. Of components that share their teams any one may be named."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("component")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        course, at = course_called(options["course"]), clock.now()
        asked = component_called(options["component"], course=course)
        if teams.largest(asked) == 1:
            raise CommandError(f"Everybody hands in alone for {asked.slug}.")
        home = teams.home(asked)
        home.course = course
        change = Change(component=home, work=_work(home), actor=None, at=at)
        if options["dry_run"]:
            self._tell(leftovers.planned(change), told="would be")
            return
        done = leftovers.group(change)
        marks_current(course, at)
        self._tell(done, told="are")

    def _tell(self, plan: leftovers.Grouping, *, told: str) -> None:
        places = [(team.name, people) for team, people in plan.joins]
        for name, people in (*places, *plan.groups):
            self.stdout.write(f"{name}: {_logins(people)}")
        for why, people in (("no room", plan.left), ("handed in", plan.begun)):
            if people:
                self.stdout.write(f"alone ({why}): {_logins(people)}")
        self.stdout.write(
            f"{counted(len(plan.seated), 'student')} {told} in teams now."
        )


def _work(home: Component) -> Work:
    if home.kind == Kind.COMPETITION:
        return Entries(competition=competition_called(home.slug, course=home.course))
    return work_of(home)


def _logins(people: Sequence[Enrollment]) -> str:
    return ", ".join(one.user.login for one in people)
