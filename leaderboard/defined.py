"""Whether a metric is defined on a solution, whatever is predicted."""

from leaderboard import custom, dryrun
from leaderboard.metrics.catalogue import CUSTOM
from leaderboard.metrics.registry import (
    Metric,
    MetricError,
    PredictionsError,
    TruthError,
)
from leaderboard.models import MetricFile, Solution
from leaderboard.prepared import Prepared
from leaderboard.problems import FileRefusedError, Problem
from leaderboard.sandbox.limits import LimitError


def check_defined(*, metric: Metric, prepared: Prepared) -> None:
    """Raise FileRefusedError with the reasons if *metric* gives no score on *prepared*.

    The truth itself is scored, as a submission without any fault would be.
    """
    public, private, whole = prepared.parts()
    named = {"scored": whole}
    if prepared.has_split:
        named = {"Public": public, "Private": private, "Public or Private": whole}
    problems = []
    for rows, part in named.items():
        try:
            metric.scores(
                truth=prepared.truth,
                predicted=prepared.truth,
                weights=prepared.weights,
                parts=[part],
            )
        except TruthError as undefined:
            problems.append(_problem(rows, str(undefined)))
        except (PredictionsError, MetricError):
            problems.append(_problem(rows, "the truth itself gets no finite score"))
    if problems:
        raise FileRefusedError(problems)


def check_has_file(*, solution: Solution) -> None:
    """Raise FileRefusedError for a metric of the course's own of which there is no file."""
    if solution.metric == CUSTOM and solution.metric_file is None:
        message = (
            "The competition's metric is a file of your own, and none is stored yet; "
            "store it with `setmetric`, or on the competition's page Metric."
        )
        raise FileRefusedError([Problem("metric", message)])


def check_own(*, metric_file: MetricFile, prepared: Prepared) -> None:
    """Raise FileRefusedError if a metric that staff wrote gives the truth no score."""
    try:
        tried = dryrun.on_truth(source=custom.source_of(metric_file), truth=prepared)
    except LimitError as missing:
        message = f"Metrics of your own are off on this server. {missing}"
        raise FileRefusedError([Problem("metric", message)]) from missing
    if not tried.scores:
        message = f"The truth itself gets no score. {tried.fault or tried.refused}"
        raise FileRefusedError([Problem("undefined", message)])


def _problem(rows: str, message: str) -> Problem:
    return Problem("undefined", f"On the rows that are {rows}, {message}.")
