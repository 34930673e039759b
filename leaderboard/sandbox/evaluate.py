"""Scores by a staff-written metric: only where every limit is known to hold."""

from leaderboard.sandbox.inputs import Inputs
from leaderboard.sandbox.limits import LimitError, Limits
from leaderboard.sandbox.running import Ran, run
from leaderboard.sandbox.selftest import unavailable


def evaluate(*, source: str, inputs: Inputs, limits: Limits) -> Ran:
    """Return what *source* gives for *inputs*.

    Raises LimitError where this machine cannot hold it (then nothing of it has run),
    MetricRefusedError, MetricFaultError and OSError.
    """
    reason = unavailable()
    if reason:
        raise LimitError(reason)
    return run(source=source, inputs=inputs, limits=limits)
