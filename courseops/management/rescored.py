"""Scores everything again within a command: tries a draft, applies it, says how many."""

from argparse import ArgumentParser
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from courseops import clock
from courseops.changes import rescore
from courseops.changes.proposing import edit_of
from courseops.models import Course
from grading import changing
from grading.models import ClassChange
from leaderboard.models import Solution
from leaderboard.shadow import runs
from leaderboard.shadow.running import work
from leaderboard.shadow.runs import NotPossibleError


def add_arguments(parser: ArgumentParser, *, what: str) -> None:
    """Take the competition, the file and how *what* it brings is to be tried."""
    parser.add_argument("course")
    parser.add_argument("component")
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--draft",
        action="store_true",
        help=f"try a new {what}, and leave what it changes for the browser",
    )
    parser.add_argument("--reason", default="", help="why, for the record")


def tried(solution: Solution, *, reason: str, at: datetime) -> ClassChange:
    """Measure every kept file by *solution* in this process; return what it changes."""
    run = runs.begin(solution=solution, reason=reason, actor=None, at=at, send=_nobody)
    try:
        work(run_id=run.pk, now=clock.now, pauses=lambda: False)
        return rescore.propose(run=runs.ready().get(pk=run.pk), at=clock.now())
    except BaseException:
        # Else a worker would go on with it, unasked.
        with suppress(NotPossibleError):
            rescore.discard(run=run, at=clock.now())
        raise


def apply(change: ClassChange) -> None:
    """Make what was tried count; raises OutOfDateError, then nothing is applied."""
    changing.apply(
        change_id=change.pk, edit_of=edit_of, progress=_unseen, at=clock.now()
    )


def told(change: ClassChange, course: Course, *, made_of: str, draft: bool) -> str:
    """Say in numbers what a solution changed, or as a *draft* would.

    *made_of* tells what it holds, as in " with 3 rows"; it may be empty.
    """
    change.refresh_from_db()
    effects = (change.outcome or change.preview) or {}
    report = effects["report"]
    of, scores = sum(report["counts"].values()), rescore.changed_scores(report)
    slug = change.parameters["component"]
    marks = effects["targets"].get(f"component:{slug}", {}).get("changed", 0)
    changed = f"{scores} of {number(of, 'score')} and {number(marks, 'mark')}"
    if draft:
        page = f"/courses/{course.slug}/competitions/{slug}/solution/"
        return f"is a draft{made_of}; it would change {changed}: {page}"
    return f"is in force{made_of}; it changed {changed}."


def number(count: int, noun: str) -> str:
    """Return a count with its noun."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _nobody(run_id: int) -> None:
    """Send the run to no worker: this process does it."""


def _unseen(done: int) -> None:
    """Show no progress: the output is one line."""
