"""Reviews by peers as results: papers that were reviewed, and reviews written."""

import numpy as np

from courseops.models import Component
from grading.policy.columns import Floats
from grading.policy.plan import ComponentPlan
from grading.policy.selection import Submissions
from grading.roll import Roll
from grading.verdicts import Judged, rows_of, verdicts
from projects.selectors.columns import WorkFacts


def papers(
    work: WorkFacts, component: Component, plan: ComponentPlan, roll: Roll
) -> Judged:
    """Return what reviews gave the papers of students, who share them with their team."""
    here = np.flatnonzero(work.reviewed.component == component.pk)
    if not len(here):
        return rows_of(
            np.empty(0, dtype=np.int64), received=np.empty(0), raw=np.empty(0)
        ), []
    of = int(work.reviewed.of[here[0]])
    place, student = roll.shared(of, work.reviewed.enrollment[here])
    here = here[place]
    return (
        rows_of(
            student,
            received=np.full(len(here), -np.inf),
            raw=work.reviewed.points[here],
            possible=plan.possible,
        ),
        [
            verdicts(
                work.reviewed.verdicts[one], is_set=bool(work.reviewed.is_set[one])
            )
            for one in here.tolist()
        ],
    )


def written(
    work: WorkFacts, component: Component, roll: Roll, ends: Floats, *, until: float
) -> Submissions:
    """Return what each student's reviews come to, after each that was handed in.

    Nothing while reviews are open and there is still time: by then they may all be in.
    """
    columns = work.written
    here = np.flatnonzero(columns.component == component.pk)
    row = roll.rows(columns.enrollment[here])
    here, row = here[row >= 0], row[row >= 0]
    order = np.lexsort((columns.received[here], row))
    here, row = here[order], row[order]
    asked = np.array(
        [
            columns.assigned[component.pk, key]
            for key in columns.enrollment[here].tolist()
        ],
        dtype=np.float64,
    )
    done = np.bincount(row, minlength=len(roll))[row]
    counts = (done == asked) | (until > ends[row])
    here, row, asked = here[counts], row[counts], asked[counts]
    worth = columns.worth[here]
    total = np.cumsum(worth)
    first = np.searchsorted(row, row)
    return rows_of(
        row,
        received=columns.received[here],
        raw=total - total[first] + worth[first],
        possible=asked,
    )
