"""Gives a student more time or more attempts in quizzes, or takes that back."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courseops import clock
from courseops.cells import number, whole
from courseops.coursefile.findings import counted
from courseops.management.arguments import (
    component_called,
    course_called,
    reason_argument,
    student_called,
)
from courseops.models import Component, Course, Kind
from quizzes.accommodating import AccommodationRefusedError, accommodate, take_back
from quizzes.accommodations import Allowance


class Command(BaseCommand):
    """``accommodate COURSE LOGIN [--quiz COMPONENT] (… or --clear) --reason TEXT``."""

    help = (
        "Give a student more time or more attempts in every quiz, or in one; the latest "
        "replaces, --clear takes it back."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("login")
        parser.add_argument("--quiz", metavar="COMPONENT")
        parser.add_argument("--factor", metavar="F", help="times the time limit")
        parser.add_argument("--minutes", metavar="M", help="minutes after that")
        parser.add_argument("--attempts", metavar="N", help="attempts more")
        parser.add_argument("--clear", action="store_true")
        reason_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        course, at = course_called(options["course"]), clock.now()
        student = student_called(options["login"], course=course)
        quiz = _quiz(options["quiz"], course)
        where = quiz.slug if quiz else "every quiz"
        given = [
            options[name] is not None for name in ("factor", "minutes", "attempts")
        ]
        if any(given) == options["clear"]:
            raise CommandError(
                "Give --factor F, --minutes M and --attempts N as far as they are"
                " granted, or --clear."
            )
        done: dict[str, Any] = {
            "course": course,
            "component": quiz,
            "students": [student],
            "reason": options["reason"],
            "actor": None,
            "at": at,
        }
        try:
            if options["clear"]:
                taken = take_back(**done)
                told = "taken back" if taken else "there was nothing to take back"
            else:
                allowance = _allowance(options)
                moved = accommodate(allowance=allowance, **done)
                told = f"{allowance}; {counted(moved, 'open attempt')} moved"
        except AccommodationRefusedError as error:
            raise CommandError(f"{where}: {error}.") from error
        self.stdout.write(f"{student.user.login} in {where}: {told}.")


def _quiz(slug: str | None, course: Course) -> Component | None:
    if slug is None:
        return None
    found = component_called(slug, course=course)
    if found.kind != Kind.QUIZ:
        raise CommandError(f"“{slug}” is of kind {found.kind}, no quiz.")
    return found


def _allowance(options: dict[str, Any]) -> Allowance:
    try:
        return Allowance(
            time_factor=number(options["factor"] or "1"),
            extra_min=number(options["minutes"] or "0"),
            extra_attempts=whole(options["attempts"] or "0", least=0),
        )
    except ValueError as error:
        raise CommandError(f"{error}.") from None
