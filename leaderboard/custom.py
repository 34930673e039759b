"""Scores by a metric that the course's staff wrote, run in the sandbox."""

from collections.abc import Sequence
from typing import Any

import numpy.typing as npt
from django.conf import settings

from leaderboard.models import MetricFile
from leaderboard.sandbox.evaluate import evaluate
from leaderboard.sandbox.inputs import Inputs
from leaderboard.sandbox.limits import Limits
from leaderboard.sandbox.running import Ran
from leaderboard.truth import Truth

Array = npt.NDArray[Any]


def score(
    *,
    metric_file: MetricFile,
    truth: Truth,
    values: Sequence[Array],
    labels: Sequence[Sequence[str]],
) -> Ran:
    """Return the public, the private and the whole score of predictions.

    ``labels`` holds for each column of text labels the texts of the numbers in *values*.
    Raises MetricRefusedError where the predictions are to blame, MetricFaultError where
    the metric is, LimitError where this machine cannot hold it, and OSError.
    """
    return run(
        source=source_of(metric_file),
        truth=truth,
        values=values,
        labels=labels,
    )


def source_of(metric_file: MetricFile) -> str:
    """Return the text of a stored metric file; raises OSError."""
    return metric_file.file.read_text(encoding="utf-8-sig")


def run(
    *,
    source: str,
    truth: Truth,
    values: Sequence[Array],
    labels: Sequence[Sequence[str]],
) -> Ran:
    """Do the same with the text of a metric file."""
    parts = truth.parts()
    distinct = {id(part): part for part in parts}
    inputs = Inputs(
        names=[target.name for target in truth.targets],
        classes=[
            texts if target.kind == "label" else None
            for target, texts in zip(truth.targets, labels, strict=True)
        ],
        truth=truth.truth,
        predicted=values,
        weights=truth.weights,
        parts=list(distinct.values()),
    )
    ran = evaluate(source=source, inputs=inputs, limits=limits())
    scores = dict(zip(distinct, ran.scores, strict=True))
    return Ran(scores=[scores[id(part)] for part in parts], printed=ran.printed)


def load_only(*, source: str) -> None:
    """Have a metric file read, and its `score` looked for, without any data.

    Raises MetricFaultError, LimitError and OSError.
    """
    nothing = Inputs(
        names=[], classes=[], truth=[], predicted=[], weights=None, parts=[]
    )
    evaluate(source=source, inputs=nothing, limits=limits())


def limits() -> Limits:
    """Return what a metric file may use on this site."""
    seconds = settings.METRIC_SECONDS
    return Limits(
        memory_mb=settings.METRIC_MEMORY_MB,
        cpu_seconds=seconds,
        # Twice: other processes want the processor too.
        wall_seconds=2.0 * seconds,
    )
