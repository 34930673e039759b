"""Another system's scores of a quiz as attempts at it, which are no results."""

import csv
import io
from datetime import datetime

from courseops.cells import number
from courseops.datafile import DataFileError
from courseops.models import Component
from courseops.scores.changes import Plan
from courseops.scores.entries import Entry
from courseops.scores.kinds import refusal
from courseops.scores.planning import SentBy, judged, refuse_strangers
from courseops.scores.reading import ScoreFile, read

PERCENT = 100


def plan_quiz(
    *, component: Component, data: bytes, at: datetime, sent_by: SentBy | None
) -> tuple[Plan, bytes]:
    """Return what an export says of a quiz, and the CSV of attempts that says the same.

    Points are questions answered right, out of as many as the maximum; where that is no
    whole number both are made percent. Without a time an attempt came at the on-time
    deadline. Raises DataFileError with every problem, and for our own format, which has
    one for attempts.
    """
    file = read(data, component)
    if file.is_plain:
        raise DataFileError([refusal(component)])
    plan = judged(component=component, file=file, at=at, sent_by=sent_by)
    refuse_strangers(plan)
    return plan, _as_attempts(component, file, plan, at)


def _as_attempts(
    component: Component, file: ScoreFile, plan: Plan, at: datetime
) -> bytes:
    text, problems = io.StringIO(), []
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["login", "quiz", "correct", "questions", "received_at"])
    entries = {entry.line: entry for entry in file.entries}
    for one in plan.changes:
        if one.after is None:
            continue
        try:
            received = one.after.received_at or _without_time(component, at)
            correct, questions = _right(one.after.score, entries[one.line])
        except ValueError as error:
            problems.append(entries[one.line].problem("score", str(error)))
            continue
        row = [one.login, component.slug, repr(correct), questions]
        writer.writerow([*row, received.isoformat()])
    if problems:
        raise DataFileError(problems)
    return text.getvalue().encode()


def _right(score: float, entry: Entry) -> tuple[float, int]:
    """Return how many questions are right, of how many."""
    if not entry.most:
        raise ValueError(
            "the file does not say out of how many points; export it with percentages,"
            " or write a CSV for importattempts"
        )
    most = number(entry.most)
    if not 0 <= score <= most or most == 0:
        raise ValueError(f"{score:.15g} is not from 0 to {most:.15g}")
    if most == int(most):
        return score, int(most)
    return PERCENT * score / most, PERCENT


def _without_time(component: Component, at: datetime) -> datetime:
    """Return when an attempt came that has no time: as late as is on time."""
    if component.on_time is None or component.on_time > at:
        raise ValueError(
            "the attempt has no time, which is then the on-time deadline; that of"
            f" {component.slug} is not over"
        )
    return component.on_time
