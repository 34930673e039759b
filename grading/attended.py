"""Attendance as results: so many of the sessions that count."""

import numpy as np

from courseops.models import Component
from grading.policy.columns import Bools
from grading.policy.selection import Sessions, Submissions
from grading.roll import Roll
from participation.selectors import AttendanceColumns


def beside(
    entered: Submissions, found: AttendanceColumns, component: Component, roll: Roll
) -> Submissions:
    """Return what was *entered* with the attendance of everybody else.

    A result that staff entered or imported goes before what the sessions say. Attending
    has no time of its own: it is on time.
    """
    here = np.flatnonzero((found.component == component.pk) & ~np.isnan(found.percent))
    row = roll.rows(found.enrollment[here])
    new = (row >= 0) & ~np.isin(row, entered.student)
    here, row = here[new], row[new]
    none = np.zeros(len(entered), dtype=np.int64)

    return Submissions(
        student=np.concatenate([entered.student, row]),
        received=np.concatenate([entered.received, np.full(len(here), -np.inf)]),
        raw=np.concatenate([entered.raw, np.minimum(found.attended, found.kept)[here]]),
        possible=np.concatenate([entered.possible, found.kept[here]]),
        chosen=np.concatenate([entered.chosen, np.zeros(len(here), dtype=np.bool_)]),
        reference=np.concatenate([entered.reference, np.zeros_like(row)]),
        sessions=Sessions(
            held=np.concatenate([none, found.held[here]]),
            excused=np.concatenate([none, found.excused[here]]),
            attended=np.concatenate([none, found.attended[here]]),
            kept=np.concatenate([none, found.kept[here]]),
        ),
    )


def excused_from_all(
    found: AttendanceColumns, component: Component, roll: Roll
) -> Bools:
    """Tell who is excused from every session held so far."""
    excused = np.zeros(len(roll), dtype=np.bool_)
    here = (found.component == component.pk) & np.isnan(found.percent)
    row = roll.rows(found.enrollment[here])
    excused[row[row >= 0]] = True
    return excused
