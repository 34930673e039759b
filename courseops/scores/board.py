"""Kaggle's leaderboard as the scores of a competition, which are no results."""

import csv
import io
from datetime import datetime

from courseops.datafile import DataFileError
from courseops.models import Component
from courseops.scores import kaggle
from courseops.scores.changes import Plan
from courseops.scores.kinds import refusal
from courseops.scores.planning import judged
from courseops.scores.reading import read


def plan_board(*, component: Component, data: bytes, at: datetime) -> Plan:
    """Return what a leaderboard says of the students of a competition.

    Raises DataFileError with every problem: any other file is refused, and whoever has
    a score without its time.
    """
    file = read(data, component)
    if file.format != kaggle.NAME:
        raise DataFileError([refusal(component)])
    plan = judged(component=component, file=file, at=at, is_strict=True)
    problems = [
        f"line {one.line}: “{one.login}” has no score, or no time of it"
        for one in plan.changes
        if one.after is None or one.after.received_at is None
    ]
    if problems:
        raise DataFileError(problems)
    return plan


def as_results(plan: Plan, *, component: Component) -> bytes:
    """Return the CSV of imported results that says the same as *plan*."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["login", "component", "received_at", "score"])
    for one in plan.changes:
        if one.after is not None and one.after.received_at is not None:
            received = one.after.received_at.isoformat()
            writer.writerow([one.login, component.slug, received, one.after.score])
    return text.getvalue().encode()
