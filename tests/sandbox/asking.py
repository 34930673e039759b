"""Questions for metric files: small, and answered in the sandbox."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from leaderboard.sandbox.inputs import Inputs
from leaderboard.sandbox.limits import Limits
from leaderboard.sandbox.running import Ran, run

TRUTH = [1.0, 2.0, 3.0, 4.0]
PREDICTED = [1.0, 2.0, 3.0, 8.0]


def asked(
    truth: Any = TRUTH,
    predicted: Any = PREDICTED,
    *,
    classes: Sequence[str] | None = None,
    weights: Any = None,
    parts: Sequence[Any] = (None,),
) -> Inputs:
    """Return a question about one column ``y``."""
    return Inputs(
        names=["y"],
        classes=[classes],
        truth=[np.asarray(truth)],
        predicted=[np.asarray(predicted)],
        weights=None if weights is None else np.asarray(weights, np.float64),
        parts=[part if part is None else np.asarray(part, bool) for part in parts],
    )


def texts(*values: str) -> np.ndarray:
    return np.array(values, object)


def answer(source: str, inputs: Inputs | None = None, **limits: Any) -> Ran:
    return run(source=source, inputs=inputs or asked(), limits=Limits(**limits))


def body(*lines: str) -> str:
    """Return a metric file whose `score` consists of *lines*."""
    return "\n    ".join(["def score(truth, predictions, weights=None):", *lines])
