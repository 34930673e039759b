"""Drafts: versions of how a competition is scored that do not count yet.

A draft is a row and the file as it was given; :func:`leaderboard.solutions.prepare`
makes it ready, :mod:`leaderboard.shadow` tries it out.
"""

import shutil
import uuid
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from courseops.uploads import intake
from courseops.uploads.intake import Staged
from leaderboard import ranking
from leaderboard.filetype import type_of
from leaderboard.metrics.catalogue import CUSTOM
from leaderboard.models import Competition, MetricFile, Solution
from leaderboard.problems import FileRefusedError, Problem
from leaderboard.selectors.competitions import solution_in_force

# Far beyond any course.
MAX_BYTES = 1 << 30


class NoSolutionError(ValueError):
    """A competition has no solution whose file could be used again."""


def of_new_file(
    *,
    competition: Competition,
    staged: Staged,
    metric_file: MetricFile | None = None,
    at: datetime,
) -> Solution:
    """Make a draft of a file that has arrived, by the metric declared now.

    A staff-written metric is *metric_file*, else the one in use. Raises
    FileRefusedError for what is no CSV, RefusalError if the disk does not take it.
    """
    kind = type_of(head=staged.head, file_name=staged.file_name)
    if isinstance(kind, Problem):
        raise FileRefusedError([kind])
    place = staged.place(folder=_folder(competition))
    return _draft(competition, place, staged.sha256, metric_file, at=at)


def of_same_file(
    *, competition: Competition, metric_file: MetricFile | None = None, at: datetime
) -> Solution:
    """Make a draft of the file in force, by the metric declared now.

    With *metric_file* by that version of a staff-written metric. Raises NoSolutionError
    before there is a solution, OSError.
    """
    in_force = solution_in_force(competition=competition)
    if in_force is None:
        raise NoSolutionError("The competition has no solution yet.")
    source = given_file(in_force)
    place = f"{_folder(competition)}/{uuid.uuid4().hex}{_suffix(source)}"
    shutil.copyfile(source, Path(settings.MEDIA_ROOT) / place)
    return _draft(competition, place, in_force.sha256, metric_file, at=at)


def given_file(solution: Solution) -> Path:
    """Return the file as it was given; beside the folder until that is prepared.

    Raises FileNotFoundError.
    """
    folder = solution.path
    waiting = sorted(folder.parent.glob(f"{folder.name}.*"))
    for path in waiting or sorted(folder.glob("solution*")):
        return path
    raise FileNotFoundError(f"The file of {solution} is not on the server's disk.")


def remove_given(solution: Solution) -> None:
    """Remove the file beside the folder, which holds a copy once it is prepared."""
    for path in solution.path.parent.glob(f"{solution.path.name}.*"):
        path.unlink()


def remove_files(solution: Solution) -> None:
    """Remove all that a version has on the disk; nothing may be scored by it."""
    remove_given(solution)
    shutil.rmtree(solution.path, ignore_errors=True)


def facts(solution: Solution) -> dict[str, object]:
    """Return what the record of changes keeps of a version."""
    kept: dict[str, object] = {
        "version": solution.version,
        "rows": solution.rows,
        "sha256": solution.sha256,
        "metric": solution.metric,
        "metric_options": solution.metric_options,
    }
    if solution.metric_file is not None:
        kept["metric_file"] = solution.metric_file.version
    return kept


def _draft(
    competition: Competition,
    place: str,
    sha256: str,
    metric_file: MetricFile | None,
    *,
    at: datetime,
) -> Solution:
    try:
        with transaction.atomic():
            ranking.lock([competition.pk])
            last = competition.solutions.aggregate(last=Max("version"))["last"] or 0
            return Solution.objects.create(
                competition=competition,
                version=last + 1,
                folder=place.split(".", maxsplit=1)[0],
                sha256=sha256,
                rows=0,
                has_split=False,
                metric=competition.metric,
                metric_options=competition.metric_options,
                metric_file=_metric_file(competition, metric_file),
                created_at=at,
            )
    except BaseException:
        intake.remove_placed(place)
        raise


def _metric_file(
    competition: Competition, given: MetricFile | None
) -> MetricFile | None:
    if competition.metric != CUSTOM or given is not None:
        return given
    in_force = solution_in_force(competition=competition)
    used = None if in_force is None else in_force.metric_file
    return used or competition.metric_files.first()


def _folder(competition: Competition) -> str:
    return f"solutions/{competition.pk}"


def _suffix(path: Path) -> str:
    return "".join(path.suffixes[-2:])
