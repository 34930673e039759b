"""The bonus for being on time and better than A (policies.md section 2)."""

import numpy as np

from grading.policy.columns import Bools, Floats
from grading.policy.cutoffs import Cutoffs
from grading.policy.selection import Submissions
from grading.policy.when import Deadlines


def top(
    submissions: Submissions,
    deadlines: Deadlines,
    *,
    takes_part: Bools,
    maximize: bool,
) -> float:
    """Return the best score among on-time submissions of who takes part, else NaN."""
    counts = submissions.received <= deadlines.of_each("on_time", submissions.student)
    if not takes_part.all():
        counts &= takes_part[submissions.student]
    if not counts.any():
        return float("nan")
    if maximize:
        return float(np.max(submissions.raw, where=counts, initial=-np.inf))
    return float(np.min(submissions.raw, where=counts, initial=np.inf))


def bonus(raw: Floats, cutoffs: Cutoffs, *, top: float, most: float) -> Floats:
    """Return what each on-time score earns: linear from A (0) to *top* (*most*).

    Nobody earns a bonus where *top* is not better than A, and never more than *most*.
    """
    sign = 1.0 if cutoffs.maximize else -1.0
    best_cutoff = float(cutoffs.goodness[-1])
    room = sign * top - best_cutoff
    if not room > 0:
        return np.zeros(len(raw))
    share = np.clip((sign * raw - best_cutoff) / room, 0.0, 1.0)
    return most * share
