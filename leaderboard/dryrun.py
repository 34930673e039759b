"""Tries a metric that staff wrote before anything is scored by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from leaderboard import custom
from leaderboard.models import Solution
from leaderboard.sandbox.running import MetricFaultError, MetricRefusedError
from leaderboard.truth import TrueColumn, Truth, load_truth

Array = npt.NDArray[Any]


@dataclass(frozen=True, kw_only=True)
class DryRun:
    """What a metric gave: scores (public, private, all), or a sentence in their place.

    ``refused`` is what it says to the author of the predictions, ``fault`` why it gave
    nothing; ``details``, its traceback and what it printed, are for staff only.
    """

    scores: Sequence[float] = ()
    refused: str = ""
    fault: str = ""
    details: str = ""


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What a metric gave for the sample submission and for the truth itself."""

    sample: DryRun
    truth: DryRun


def try_out(*, source: str, solution: Solution) -> Tried:
    """Score the sample submission, the same answer in every row, and the truth.

    Raises LimitError where this machine cannot hold *source*, and OSError.
    """
    truth = load_truth(solution.path)
    sample = [_sample(target) for target in truth.targets]
    return Tried(
        sample=_tried(source, truth, sample),
        truth=on_truth(source=source, truth=truth),
    )


def on_truth(*, source: str, truth: Truth) -> DryRun:
    """Score the truth itself by *source*; raises what :func:`try_out` does."""
    return _tried(source, truth, truth.truth)


def _tried(source: str, truth: Truth, values: Sequence[Array]) -> DryRun:
    labels = [target.classes for target in truth.targets]
    try:
        ran = custom.run(source=source, truth=truth, values=values, labels=labels)
    except MetricRefusedError as refused:
        return DryRun(refused=str(refused))
    except MetricFaultError as fault:
        return DryRun(fault=str(fault), details=fault.details)
    return DryRun(scores=ran.scores, details=ran.printed)


def _sample(target: TrueColumn) -> Array:
    """Return the answers of the sample submission (:mod:`leaderboard.sample`)."""
    size = len(target.truth)
    if target.kind == "text":
        return np.full(size, "a", object)
    if target.kind == "label":
        return np.full(size, target.classes.index(min(target.classes)))
    return np.zeros(size, target.truth.dtype)
