"""Makes versions of how a competition is scored ready, and puts the first in force.

Only commands and the worker import this module: it loads pandas.
"""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from courseops import audit
from courseops.models import User
from courseops.uploads import intake
from leaderboard import contenders, drafts, layouts, ranking
from leaderboard.defined import check_defined, check_has_file, check_own
from leaderboard.metrics.registry import metric_of
from leaderboard.models import Competition, MetricFile, Solution, State, Submission
from leaderboard.prepared import load
from leaderboard.preparing import write_prepared
from leaderboard.rescoring import queue_again, send_waiting
from leaderboard.selectors.competitions import solution_in_force
from leaderboard.solutionfile import SolutionRows, read_solution

# What a new solution judges anew; a refused file is its own fault, and staff may queue
# it again by hand.
_JUDGED = (State.SCORED, State.SCORING, State.FAILED)


@dataclass(frozen=True, kw_only=True)
class Stored:
    """A solution just stored, and how many submissions it queued again."""

    solution: Solution
    rows: SolutionRows
    queued_again: int


def set_solution(
    *, competition: Competition, file: Path, actor: User | None, at: datetime
) -> Stored:
    """Make *file* the competition's solution from now on, and queue what was judged.

    For a competition that has none yet: later ones are tried out first
    (:mod:`leaderboard.shadow`). Raises FileRefusedError with all that is wrong,
    RefusalError and OSError; then nothing has changed.
    """
    solution, rows = store_draft(competition=competition, file=file, at=at)
    try:
        queued_again = put_in_force(solution=solution, actor=actor, at=at)
    except BaseException:
        _forget(solution)
        raise
    return Stored(solution=solution, rows=rows, queued_again=queued_again)


def store_draft(
    *, competition: Competition, file: Path, at: datetime
) -> tuple[Solution, SolutionRows]:
    """Make a draft of *file* and prepare it; the file stays where it is.

    Raises what :func:`set_solution` does; then nothing is stored.
    """
    with intake.staging(file, max_bytes=drafts.MAX_BYTES) as staged:
        solution = drafts.of_new_file(competition=competition, staged=staged, at=at)
    try:
        return solution, prepare(solution=solution)
    except BaseException:
        _forget(solution)
        raise


def store_redraft(*, metric_file: MetricFile, at: datetime) -> Solution:
    """Make a draft of the file in force, to be scored by *metric_file*, and prepare it.

    Raises NoSolutionError, FileRefusedError and OSError; then nothing is stored.
    """
    competition = metric_file.competition
    solution = drafts.of_same_file(
        competition=competition, metric_file=metric_file, at=at
    )
    try:
        prepare(solution=solution)
    except BaseException:
        _forget(solution)
        raise
    return solution


def prepare(*, solution: Solution) -> SolutionRows:
    """Read a draft's file and lay it out to score against; return what it holds.

    By the columns and the split that the competition declares now. Raises
    FileRefusedError with all that is wrong, and OSError.
    """
    check_has_file(solution=solution)
    competition = solution.competition
    metric = metric_of(
        solution.metric, solution.metric_options, competition.target_columns
    )
    file = drafts.given_file(solution)
    rows = read_solution(
        path=file,
        layout=competition.layout,
        reads=metric.reads,
        split=competition.split,
        truth=metric.truth,
        one_class=metric.one_class,
    )
    # What an attempt that was broken off has left.
    shutil.rmtree(solution.path, ignore_errors=True)
    write_prepared(
        rows=rows,
        reads=metric.reads,
        source=file,
        folder=solution.path,
        predicted=metric.predicted,
    )
    prepared = load(solution.path)
    if solution.metric_file is None:
        check_defined(metric=metric, prepared=prepared)
    else:
        check_own(metric_file=solution.metric_file, prepared=prepared)
    layouts.write(solution=solution, layout=competition.layout)
    solution.rows, solution.has_split = len(rows.ids), rows.usage is not None
    solution.save(update_fields=["rows", "has_split"])
    drafts.remove_given(solution)
    return rows


@transaction.atomic
def put_in_force(*, solution: Solution, actor: User | None, at: datetime) -> int:
    """Score by *solution* from now on; return how many submissions are queued again.

    They keep their score until a new one replaces it.
    """
    competition = solution.competition
    # No score is written between here and the end of the transaction.
    ranking.lock([competition.pk])
    before = solution_in_force(competition=competition)
    solution.applied_at = at
    solution.save(update_fields=["applied_at"])
    judged = Submission.objects.filter(
        competition=competition, state__in=_JUDGED, is_imported=False
    )
    again = list(judged.values_list("pk", flat=True))
    queue_again(again)
    contenders.reopen(competition=competition)
    audit.record(
        course=competition.component.course,
        actor=actor,
        verb="set_solution",
        target=f"component:{competition.component.slug}",
        before=before and drafts.facts(before),
        after=drafts.facts(solution),
        at=at,
    )
    send_waiting(at=at)
    return len(again)


def _forget(solution: Solution) -> None:
    drafts.remove_files(solution)
    solution.delete()
