"""Judged results as rows, with the verdicts that they are made of."""

from collections.abc import Mapping, Sequence

import numpy as np

from grading.policy.columns import Floats, Ints
from grading.policy.selection import Submissions, Verdict
from projects.agreeing import Judgement

# Results, and what each is made of.
Judged = tuple[Submissions, Sequence[Sequence[Verdict]]]


def rows_of(
    student: Ints,
    *,
    received: Floats,
    raw: Floats,
    possible: float | Floats = 0.0,
    reference: Ints | None = None,
    by: Mapping[tuple[int, int], str] | None = None,
) -> Submissions:
    """Return results, a row each; without *reference* nothing stands behind them."""
    return Submissions(
        student=student,
        received=received,
        raw=raw,
        possible=np.broadcast_to(np.asarray(possible, dtype=np.float64), len(raw)),
        chosen=np.zeros(len(raw), dtype=np.bool_),
        reference=np.zeros(len(raw), dtype=np.int64)
        if reference is None
        else reference,
        by=by or {},
    )


def verdicts(
    judgements: Sequence[Judgement], *, is_set: bool = False
) -> Sequence[Verdict]:
    """Return what counts: of judgements that settle the last alone."""
    settled = [one for one in judgements if one.settles]
    return [
        Verdict(
            points=one.points, weight=0.0 if is_set else one.weight, settles=one.settles
        )
        for one in (settled[-1:] or judgements)
    ]
