"""The process of a staff-written metric, from its start to its answer.

Everything is read and imported first, then the limits are set, and only then the file
is compiled and run. Whatever cannot be limited ends it before that.
"""

import io
import json
import linecache
import math
import os
import resource
import signal
import sys
import traceback
import types
from collections.abc import Callable
from typing import Any

import numpy as np

from leaderboard.sandbox import filter as calls
from leaderboard.sandbox import wire
from leaderboard.sandbox.inputs import Array, Columns, Inputs, unpacked
from leaderboard.sandbox.limits import BYTES_PER_MB, LimitError, Limits
from leaderboard.sandbox.preload import preload

FILE_NAME = "metric.py"
_LONGEST_REFUSAL = 300

Answer = dict[str, Any]


def main() -> None:
    """Answer the question on standard input; standard output is for the answer alone."""
    out = os.dup(1)
    os.dup2(2, 1)
    with os.fdopen(0, "rb") as question:
        facts, arrays = wire.read(question)
    limits = Limits(**facts["limits"])
    try:
        _bound(limits)
        preload(facts["source"])
        inputs = unpacked(facts, arrays)
        sys.stdout = sys.stderr = _Printed(limits.answer_bytes)
        sys.path.clear()
        calls.install(calls.program(calls.this_machine()))
    except LimitError as missing:
        answer: Answer = {"kind": "limit", "text": str(missing)}
    except MemoryError:
        answer = {"kind": "memory"}
    else:
        answer = _answer(facts["source"], inputs, limits)
    os.write(out, json.dumps(answer).encode())
    os._exit(0)


def _bound(limits: Limits) -> None:
    """Have the kernel bound memory, time and files; raises LimitError."""
    memory, cpu = limits.memory_mb * BYTES_PER_MB, limits.cpu_seconds
    # Beyond the answer's own bound, so that an answer too long is known for one.
    largest = 2 * limits.answer_bytes
    for name, kind, soft, hard in (
        ("memory", resource.RLIMIT_AS, memory, memory),
        ("processor time", resource.RLIMIT_CPU, cpu, cpu + 1),
        ("the size of files", resource.RLIMIT_FSIZE, largest, largest),
    ):
        # A lower one that the machine sets already stays.
        before = resource.getrlimit(kind)[1]
        most = hard if before == resource.RLIM_INFINITY else min(hard, before)
        try:
            resource.setrlimit(kind, (min(soft, most), most))
        except (OSError, ValueError) as error:
            raise LimitError(f"A limit of {name} cannot be set ({error}).") from error
    # It holds without the process that started this one.
    signal.setitimer(signal.ITIMER_REAL, limits.wall_seconds)


class _Printed(io.TextIOBase):
    """What the file prints, up to a number of bytes; the rest is dropped."""

    def __init__(self, most: int) -> None:
        self._left = most

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        content = text.encode(errors="replace")[: self._left]
        if content:
            self._left -= os.write(2, content)
        return len(text)


def _answer(source: str, inputs: Inputs, limits: Limits) -> Answer:
    """Return the scores, or what came in their place."""
    module = types.ModuleType("metric")
    sys.modules[module.__name__] = module
    linecache.cache[FILE_NAME] = (
        len(source),
        None,
        source.splitlines(keepends=True),
        FILE_NAME,
    )
    try:
        # That this is run here is the point of all the rest.
        exec(compile(source, FILE_NAME, "exec"), module.__dict__)  # noqa: S102
        score = module.__dict__.get("score")
        if not callable(score):
            return {"kind": "nothing"}
        return {"kind": "scores", "scores": _scores(score, inputs)}
    except MemoryError:
        return {"kind": "memory"}
    except NoScoreError as error:
        return {"kind": "error", "text": str(error)}
    except BaseException as error:  # noqa: BLE001
        refused = module.__dict__.get("Refused")
        if isinstance(refused, type) and isinstance(error, refused):
            return {"kind": "refused", "text": str(error)[:_LONGEST_REFUSAL]}
        if isinstance(error, SyntaxError) and error.filename == FILE_NAME:
            return {"kind": "syntax", "line": error.lineno, "text": error.msg}
        return {"kind": "error", "text": _told(error)[-limits.answer_bytes // 2 :]}


class NoScoreError(ValueError):
    """A metric gave something else than a finite number."""


def _scores(score: Callable[..., object], inputs: Inputs) -> list[float]:
    found = []
    for part in inputs.parts:
        given = [_chosen(inputs.truth, inputs, part)]
        given.append(_chosen(inputs.predicted, inputs, part))
        weighted = inputs.weights is not None
        weights = {"weights": _cut(inputs.weights, part)} if weighted else {}
        found.append(finite(score(*given, **weights)))
    return found


def _chosen(columns: Any, inputs: Inputs, part: Array | None) -> Columns:
    return {
        name: _cut(column, part)
        for name, column in zip(inputs.names, columns, strict=True)
    }


def _cut(column: Any, part: Array | None) -> Array:
    """Return a copy of the rows of a part: the file may sort or change what it gets."""
    return np.array(column if part is None else column[part])


def finite(value: object) -> float:
    """Return the score that a metric gave; raises NoScoreError for anything else."""
    if isinstance(value, bool | np.bool_) or not isinstance(
        value, int | float | np.integer | np.floating
    ):
        raise NoScoreError(f"`score` gave {type(value).__name__}; expected a number.")
    number = float(value)
    if not math.isfinite(number):
        raise NoScoreError(f"`score` gave {number}; expected a finite number.")
    return number


def _told(error: BaseException) -> str:
    """Return the traceback from the file's own lines on."""
    at = error.__traceback__
    while at is not None and at.tb_frame.f_code.co_filename != FILE_NAME:
        at = at.tb_next
    return "".join(traceback.format_exception(type(error), error, at)).strip()
