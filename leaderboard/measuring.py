"""Measures a submission: its file against a solution, by that solution's metric.

Only the worker and commands import this module: it loads pandas.
"""

import logging
from functools import lru_cache
from pathlib import Path

from leaderboard import custom, sidecars
from leaderboard.csvfile import Layout
from leaderboard.layouts import layout_of
from leaderboard.metrics.registry import (
    Metric,
    PredictionsError,
    TruthError,
    metric_of,
)
from leaderboard.models import MetricFile, Solution, Submission
from leaderboard.predictions import Predictions
from leaderboard.prepared import META, Prepared, load
from leaderboard.problems import FileRefusedError, Problem, show
from leaderboard.results import Measured
from leaderboard.sandbox.limits import LimitError
from leaderboard.sandbox.running import MetricFaultError, MetricRefusedError
from leaderboard.selectors.competitions import solution_in_force
from leaderboard.submissionfile import read_submission

logger = logging.getLogger(__name__)


class OurFaultError(Exception):
    """Scoring cannot succeed, and the file is not to blame; says so in a sentence.

    ``details`` are for staff only.
    """

    def __init__(self, sentence: str, *, details: str = "") -> None:
        self.details = details
        super().__init__(sentence)


def measure_in_force(submission: Submission) -> Measured:
    """Measure a submission as it counts now; raises what :func:`measure` does."""
    solution = solution_in_force(competition=submission.competition)
    if solution is None:
        raise OurFaultError("The competition has no solution yet.")
    return measure(submission, solution=solution)


def measure(submission: Submission, *, solution: Solution) -> Measured:
    """Return a submission's scores by *solution*; nothing is written.

    Raises FileRefusedError for what is wrong with the file, OurFaultError, MetricError
    and OSError for what is not its fault.
    """
    ready = _prepared(solution)
    metric = _metric(solution, ready)
    kept = sidecars.read(submission=submission, prepared=ready)
    layout = layout_of(solution=solution, competition=submission.competition)
    found = kept or _from_file(submission, ready, layout)
    if solution.metric_file is None:
        public, private, whole = _scores(metric, ready, found)
    else:
        public, private, whole = _own_scores(solution.metric_file, ready, found)
    fresh = sidecars.fresh(submission=submission, prepared=ready, predictions=found)
    return Measured(
        solution=solution,
        metric=solution.metric,
        public=public,
        private=private,
        whole=whole,
        fresh=None if kept else fresh,
    )


def _metric(solution: Solution, prepared: Prepared) -> Metric:
    columns = [target.name for target in prepared.targets]
    try:
        return metric_of(solution.metric, solution.metric_options, columns)
    except LookupError as missing:
        raise OurFaultError(
            f"The metric {solution.metric} is not available on this site."
        ) from missing


def _scores(metric: Metric, prepared: Prepared, found: Predictions) -> list[float]:
    """Return the public, the private and the whole score; tell why there is none."""
    try:
        return metric.scores(
            truth=prepared.truth,
            predicted=found.values,
            weights=prepared.weights,
            parts=prepared.parts(),
        )
    except PredictionsError as undefined:
        message = str(undefined)
        if undefined.row is not None:
            message = f"Id {show(prepared.ids.name_of(undefined.row))}: {message}"
        problem = Problem("undefined", message, None, undefined.column)
        raise FileRefusedError([problem]) from undefined
    except TruthError as undefined:
        raise OurFaultError(
            "The metric is undefined on the competition's solution.",
            details=f"On the rows of one of the scores, {undefined}.",
        ) from undefined


def _own_scores(
    metric_file: MetricFile, prepared: Prepared, found: Predictions
) -> list[float]:
    """Return the three scores by a metric that staff wrote."""
    try:
        return custom.score(
            metric_file=metric_file,
            truth=prepared,
            values=found.values,
            labels=found.labels,
        ).scores
    except MetricRefusedError as refused:
        raise FileRefusedError([Problem("metric", str(refused))]) from refused
    except MetricFaultError as fault:
        logger.warning("%s: %s\n%s", metric_file, fault, fault.details)
        raise OurFaultError(
            f"The course's own metric gave no score. {fault}", details=fault.details
        ) from fault
    except LimitError as missing:
        raise OurFaultError(
            "The course's own metric cannot run on this server at the moment."
        ) from missing


def predictions(submission: Submission, *, prepared: Prepared) -> Predictions:
    """Return what a submission predicts, from its sidecar or else from its file.

    Raises FileRefusedError, OurFaultError and OSError as :func:`measure` does.
    """
    kept = sidecars.read(submission=submission, prepared=prepared)
    layout = submission.competition.layout
    return kept or _from_file(submission, prepared, layout)


def _from_file(
    submission: Submission, prepared: Prepared, layout: Layout
) -> Predictions:
    if not submission.file.is_file():
        raise OurFaultError("The stored file is not on the server's disk.")
    return read_submission(
        path=submission.file,
        file_name=submission.file_name,
        layout=layout,
        prepared=prepared,
    )


def _prepared(solution: Solution) -> Prepared:
    if not (solution.path / META).is_file():
        raise OurFaultError("The solution is not on the server's disk.")
    return _load(solution.path)


@lru_cache(maxsize=2)
def _load(folder: Path) -> Prepared:
    """Load a solution once for each process; a version is never changed in place."""
    return load(folder)
