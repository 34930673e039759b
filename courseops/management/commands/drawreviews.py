"""Draws the reviewers of a peer review."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courseops import clock
from courseops.coursefile.findings import counted
from courseops.management.arguments import component_called, course_called
from courseops.models import Kind
from projects.models import ReviewDrawing
from projects.reviews.assigning import DrawingRefusedError, drawn, refused
from projects.reviews.forms import MOST_SEED, any_seed
from projects.reviews.plan import Plan, needed, prepared


class Command(BaseCommand):
    """``drawreviews COURSE COMPONENT [--seed N] [--everybody] [--dry-run]``."""

    help = (
        "Draw who reviews which paper, or what is missing of it: what is begun stays. "
        "Without a seed the last one is taken, or any."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("course")
        parser.add_argument("component")
        parser.add_argument("--seed", type=int, metavar="N")
        parser.add_argument(
            "--everybody",
            action="store_true",
            help="students without a paper review, too",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="only say what would be done"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        course, at = course_called(options["course"]), clock.now()
        component = component_called(options["component"], course=course)
        if component.kind != Kind.PEER_REVIEW:
            raise CommandError(f"{component.slug} is no peer review.")
        last = ReviewDrawing.objects.filter(component=component).first()
        seed = options["seed"]
        if seed is None:
            seed = any_seed() if last is None else last.seed
        if not 0 <= seed <= MOST_SEED:
            raise CommandError(f"A seed is from 0 to {MOST_SEED}.")
        everybody = options["everybody"]
        if options["dry_run"]:
            plan = prepared(component, seed=seed, everybody=everybody)
            if refusal := refused(plan, needed=needed(component)):
                raise CommandError(refusal)
            self.stdout.write(f"Would be done: {_told(plan)}")
            return
        try:
            plan = drawn(component, seed=seed, everybody=everybody, actor=None, at=at)
        except DrawingRefusedError as error:
            raise CommandError(f"{error} Nobody was drawn.") from error
        self.stdout.write(_told(plan))


def _told(plan: Plan) -> str:
    return (
        f"seed {plan.seed}: {counted(len(plan.reviewers), 'reviewer')},"
        f" {counted(len(plan.papers), 'paper')};"
        f" {counted(len(plan.added), 'review')} added, {len(plan.removed)} taken back,"
        f" {plan.kept} kept."
    )
