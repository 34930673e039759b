"""Tries on this machine whether a staff-written metric is held, each limit for real."""

from functools import cache
from pathlib import Path

import numpy as np

from leaderboard.sandbox.inputs import Inputs
from leaderboard.sandbox.limits import LimitError, Limits
from leaderboard.sandbox.running import LimitReachedError, MetricFaultError, run

_PROBE = Path(__file__).with_name("probe.py")
_MEMORY_MB = 1024
_BUSY = "def score(truth, predictions):\n    while True:\n        pass\n"
_IDLE = "import time\n\ndef score(truth, predictions):\n    time.sleep(60)\n"
# Long enough for a busy machine; no attempt takes a second of it.
_PATIENCE = 60.0
_NOTHING = Inputs(
    names=["number"],
    classes=[None],
    truth=[np.zeros(1)],
    predicted=[np.zeros(1)],
    weights=None,
    parts=[None],
)


@cache
def unavailable() -> str:
    """Return why staff-written metrics cannot run here, in a sentence; empty if they can.

    Tried once for each process; it takes about two seconds. Raises OSError where no
    process can be started now.
    """
    try:
        return _let_through() or _endless()
    except LimitError as missing:
        return str(missing)
    except MetricFaultError as fault:
        return f"The test of the sandbox did not finish: {fault}"


def _let_through() -> str:
    """Try what a hostile file would try."""
    limits = Limits(memory_mb=_MEMORY_MB, wall_seconds=_PATIENCE)
    ran = run(source=_PROBE.read_text(), inputs=_NOTHING, limits=limits)
    if not ran.scores[0]:
        return ""
    names = ", ".join(ran.printed.splitlines())
    return f"This machine does not keep a metric file from {names}."


def _endless() -> str:
    """Try whether processor time and time by the clock end."""
    for source, limits in (
        (_BUSY, Limits(cpu_seconds=1, wall_seconds=_PATIENCE)),
        (_IDLE, Limits(wall_seconds=0.3)),
    ):
        wanted = "time" if source is _IDLE else "processor time"
        try:
            run(source=source, inputs=_NOTHING, limits=limits)
        except LimitReachedError as reached:
            if reached.limit == wanted:
                continue
        return f"This machine does not limit the {wanted} of a metric file."
    return ""
