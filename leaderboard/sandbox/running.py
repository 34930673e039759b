"""Starts the process of a staff-written metric, ends it in time, and reads its answer."""

import json
import math
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np

from leaderboard.sandbox import wire
from leaderboard.sandbox.inputs import Inputs
from leaderboard.sandbox.limits import LimitError, Limits

# Nothing of the server's environment is passed on; threads are denied in there.
_ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
_OURS = Path(__file__).parents[2]
_LIBRARIES = Path(np.__file__).parents[1]
_START = (
    "import sys; sys.path += sys.argv[1:]; "
    "from leaderboard.sandbox.inside import main; main()"
)
# How long the process may outlive its own clock before it is killed from outside.
_GRACE_SECONDS = 5.0


@dataclass(frozen=True, kw_only=True)
class Ran:
    """A score for each part, and what the file printed (for staff only)."""

    scores: list[float]
    printed: str


class MetricRefusedError(Exception):
    """The metric refuses the predictions; the sentence is meant for their author."""


class MetricFaultError(Exception):
    """The metric gave no score, and the predictions are not to blame.

    The sentence holds nothing of the data. ``details`` may: the traceback and what the
    file printed are for staff only.
    """

    def __init__(self, sentence: str, *, details: str = "") -> None:
        self.details = details
        super().__init__(sentence)


class LimitReachedError(MetricFaultError):
    """The metric used up ``limit``: memory, processor time or time."""

    def __init__(self, limit: str, sentence: str, *, details: str) -> None:
        self.limit = limit
        super().__init__(sentence, details=details)


def run(*, source: str, inputs: Inputs, limits: Limits) -> Ran:
    """Have *source* score *inputs* in a process of its own.

    Raises MetricRefusedError, MetricFaultError, LimitError where this machine cannot set
    a limit (then nothing of *source* has run), and OSError.
    """
    with ExitStack() as opened:
        question, answer, printed = (
            opened.enter_context(_in_memory(name))
            for name in ("question", "answer", "printed")
        )
        facts = {"source": source, "limits": asdict(limits), **inputs.facts()}
        wire.write(question, facts, inputs.arrays())
        question.seek(0)
        status = _wait(question, answer, printed, limits)
        told = _start_of(printed, limits).decode(errors="replace")
        content = _start_of(answer, limits)
    return judged(content, status, told, count=len(inputs.parts), limits=limits)


@contextmanager
def _in_memory(name: str) -> Iterator[IO[bytes]]:
    """Open a file without a place on any disk."""
    try:
        descriptor = os.memfd_create(name)
    except (AttributeError, OSError) as error:
        raise LimitError(f"Files in memory cannot be made ({error}).") from error
    with os.fdopen(descriptor, "w+b") as file:
        yield file


def _wait(
    question: IO[bytes], answer: IO[bytes], printed: IO[bytes], limits: Limits
) -> int:
    """Run the process to its end and return its status, below 0 for a signal."""
    process = subprocess.Popen(  # noqa: S603 - nothing of the file is in the command
        [
            *(sys.executable, "-I", "-S", "-B", "-X", "utf8", "-c"),
            *(_START, str(_OURS), str(_LIBRARIES)),
        ],
        stdin=question,
        stdout=answer,
        stderr=printed,
        env=_ENVIRONMENT,
        cwd="/",
        start_new_session=True,
    )
    try:
        return process.wait(timeout=limits.wall_seconds + _GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        return -signal.SIGALRM
    finally:
        # Also when this process is told to stop. The group cannot be another's: until
        # the process is waited for, its number is its own.
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _start_of(file: IO[bytes], limits: Limits) -> bytes:
    return os.pread(file.fileno(), limits.answer_bytes + 1, 0)


def judged(
    content: bytes, status: int, printed: str, *, count: int, limits: Limits
) -> Ran:
    """Return the *count* scores in an answer, or raise what came in their place.

    Whatever the file wrote itself: raises nothing but what :func:`run` does.
    """
    answer = _parsed(content, limits)
    kind = answer.get("kind")
    if status == 0 and kind == "scores":
        scores = _finite(answer.get("scores"), count=count)
        if scores is not None:
            return Ran(scores=scores, printed=printed)
    text = str(answer.get("text", ""))
    details = f"{printed.rstrip()}\n{text}".strip()
    if status == 0 and kind == "refused":
        raise MetricRefusedError(_one_line(text))
    if status == 0 and kind == "limit":
        raise LimitError(text)
    _raise_if_used_up(status, kind, limits, details=details)
    raise MetricFaultError(_fault(status, answer), details=details)


def _parsed(content: bytes, limits: Limits) -> dict[str, Any]:
    """Return an answer, empty for anything that is none."""
    if len(content) > limits.answer_bytes:
        return {}
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def _finite(scores: object, *, count: int) -> list[float] | None:
    if not isinstance(scores, list) or len(scores) != count:
        return None
    if all(isinstance(score, float) and math.isfinite(score) for score in scores):
        return scores
    return None


def _one_line(text: str) -> str:
    """Return a sentence to show: printable, and never empty."""
    shown = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return shown or "The metric refuses this file without saying why."


def _raise_if_used_up(
    status: int, kind: object, limits: Limits, *, details: str
) -> None:
    for is_reached, limit, most in (
        (kind == "memory", "memory", f"{limits.memory_mb} MB of memory"),
        (
            status == -signal.SIGXCPU,
            "processor time",
            f"{limits.cpu_seconds} s of processor time",
        ),
        (status == -signal.SIGALRM, "time", f"{limits.wall_seconds:g} s"),
    ):
        if is_reached:
            sentence = f"The metric file needed more than {most}."
            raise LimitReachedError(limit, sentence, details=details)


def _fault(status: int, answer: dict[str, Any]) -> str:
    """Say what kept the metric from a score, without a word of the data."""
    if status < 0:
        name = signal.Signals(-status).name
        return f"The metric file's process was ended by the signal {name}."
    if answer.get("kind") == "error":
        return "The metric file stopped with an error."
    if answer.get("kind") == "nothing":
        return "The metric file defines no function `score`."
    if answer.get("kind") == "syntax":
        line, why = answer.get("line"), _one_line(str(answer.get("text")))
        return f"Line {line} of the metric file is not Python: {why}."
    return "The metric file ended without a valid answer."
