"""A competition's component: from scored submissions to marks (sections 2, 3, 7)."""

import numpy as np

from grading.policy import cutoffs as cutoff_table
from grading.policy import selection, when
from grading.policy.columns import (
    EQUAL,
    Bools,
    ComponentColumns,
    Floats,
    Ints,
    State,
    Why,
    Window,
)
from grading.policy.plan import ComponentPlan, ScoreRule
from grading.policy.selection import Submissions


def grade(
    component: ComponentPlan,
    rule: ScoreRule,
    *,
    submissions: Submissions,
    waiting: Bools,
    deadlines: when.Deadlines,
    applies: Bools,
    at: float,
) -> ComponentColumns:
    """Return the component's columns as they stand at the instant *at*.

    ``submissions`` are sorted and hold nothing received after *at*; ``waiting`` tells
    which students have a submission in time that has no score through no fault of
    theirs.
    """
    size = len(applies)
    in_time = when.in_time(submissions.received, deadlines.on_time[submissions.student])
    worth, equal = _worth(component, rule, submissions)
    if rule.selection == "latest":
        chosen = selection.latest(submissions, in_time, size=size)
    else:
        chosen = selection.best(submissions, worth, in_time, size=size, equal=equal)
    found = chosen >= 0
    why = _why(
        component, rule, found=found, waiting=waiting, deadlines=deadlines, at=at
    )
    settled = why == Why.SETTLED
    missing = settled & ~found
    shown = np.where(why == Why.CONCEALED, -1, chosen)
    by_cutoffs = np.where(settled, _take(worth, shown), np.nan)
    return ComponentColumns(
        applies=applies,
        state=np.select(
            [missing, settled], [State.MISSING, State.GRADED], State.PENDING
        ).astype(np.int64),
        why=why,
        mark=np.where(missing, 0.0, by_cutoffs),
        left_out=np.full(size, component.cutoffs is None),
        handed_in=selection.count(submissions, size=size) > 0,
        raw=_take(submissions.raw, shown),
        window=np.where(found, Window.ON_TIME, Window.NONE).astype(np.int64),
        days_late=when.days_late(_take(submissions.received, shown), deadlines.on_time),
        slack_used=np.where(settled, 0.0, np.nan),
        bonus=np.where(settled, 0.0, np.nan),
        submission=shown,
        by_cutoffs=by_cutoffs,
        scored=selection.count(submissions, size=size),
        in_time=selection.count(submissions, in_time, size=size),
    )


def _worth(
    component: ComponentPlan, rule: ScoreRule, submissions: Submissions
) -> tuple[Floats, float]:
    """Return what each submission is worth, and how far apart two are still equal.

    Without cutoffs the scores themselves are compared, and they compare exactly.
    """
    if component.cutoffs is None:
        goodness = submissions.raw if rule.maximize else -submissions.raw
        return goodness, 0.0
    return cutoff_table.marks(submissions.raw, component.cutoffs), EQUAL


def _why(
    component: ComponentPlan,
    rule: ScoreRule,
    *,
    found: Bools,
    waiting: Bools,
    deadlines: when.Deadlines,
    at: float,
) -> Ints:
    open_still = ~when.has_passed(deadlines.last, at=at)
    why = np.select(
        [found & rule.conceals, found, waiting, open_still],
        [Why.CONCEALED, Why.SETTLED, Why.SCORING, Why.NOT_DUE],
        Why.SETTLED,
    ).astype(np.int64)
    if component.cutoffs is None:
        why[:] = np.where(why == Why.CONCEALED, Why.CONCEALED, Why.NO_CUTOFFS)
    return why


def _take(column: Floats, rows: Ints) -> Floats:
    """Return the column's value at each row, NaN where the row is -1."""
    taken = np.full(len(rows), np.nan)
    taken[rows >= 0] = column[rows[rows >= 0]]
    return taken
