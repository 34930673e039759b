"""Stores a competition's hidden solution.

Only commands and the worker import this module: it loads pandas.
"""

import hashlib
import shutil
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from courseops import audit
from courseops.models import User
from leaderboard import contenders
from leaderboard.metrics.catalogue import CATALOGUE
from leaderboard.metrics.registry import METRICS
from leaderboard.models import Competition, Solution, State, Submission
from leaderboard.preparing import write_prepared
from leaderboard.problems import FileRefusedError, Problem
from leaderboard.rescoring import fresh, send_waiting
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
    """Make *file* the competition's solution from now on, and score everything anew.

    Submissions keep their score until the new one replaces it. Raises FileRefusedError
    with all that is wrong, and OSError; then nothing has changed.
    """
    metric = METRICS.get(competition.metric)
    if metric is None:
        raise FileRefusedError([_not_computed(competition.metric)])
    rows = read_solution(
        path=file,
        layout=competition.layout,
        reads=metric.reads,
        split=competition.split,
    )
    place = f"solutions/{competition.pk}/{uuid.uuid4().hex}"
    folder = Path(settings.MEDIA_ROOT) / place
    write_prepared(rows=rows, reads=metric.reads, source=file, folder=folder)
    try:
        with file.open("rb") as source:
            sha256 = hashlib.file_digest(source, "sha256").hexdigest()
        with transaction.atomic():
            return _store(competition, rows, place, sha256, actor=actor, at=at)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _store(
    competition: Competition,
    rows: SolutionRows,
    place: str,
    sha256: str,
    *,
    actor: User | None,
    at: datetime,
) -> Stored:
    # No score is written between here and the end of the transaction.
    Competition.objects.select_for_update(no_key=True).get(pk=competition.pk)
    before = competition.solutions.first()
    solution = Solution.objects.create(
        competition=competition,
        version=before.version + 1 if before else 1,
        folder=place,
        sha256=sha256,
        rows=len(rows.ids),
        has_split=rows.usage is not None,
        created_at=at,
    )
    queued_again = Submission.objects.filter(
        competition=competition, state__in=_JUDGED, is_imported=False
    ).update(**fresh())
    contenders.reopen(competition=competition)
    audit.record(
        course=competition.component.course,
        actor=actor,
        verb="set_solution",
        target=f"component:{competition.component.slug}",
        before=_facts(before),
        after=_facts(solution),
        at=at,
    )
    send_waiting(at=at)
    return Stored(solution=solution, rows=rows, queued_again=queued_again)


def _facts(solution: Solution | None) -> dict[str, object] | None:
    if solution is None:
        return None
    return {
        "version": solution.version,
        "rows": solution.rows,
        "sha256": solution.sha256,
    }


def _not_computed(metric: str) -> Problem:
    title = CATALOGUE[metric].title if metric in CATALOGUE else metric
    available = ", ".join(sorted(METRICS))
    return Problem(
        "metric",
        f"The competition's metric is {metric} ({title}), which this version of the "
        f"site does not compute yet; it computes: {available}.",
    )
