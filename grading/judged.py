"""Work that people judge, as results: what was graded, and what members get of it."""

from collections.abc import Mapping, Sequence

import numpy as np

from courseops.models import Component
from grading import reviewed
from grading.policy import late
from grading.policy.columns import Bools, Floats, Ints
from grading.policy.plan import COMPLETION, GIVEN, GRADED, RECEIVED, ComponentPlan
from grading.policy.selection import Made, Submissions, Verdict, joined
from grading.policy.when import Deadlines
from grading.roll import Roll
from grading.verdicts import Judged, rows_of, verdicts
from projects import agreeing
from projects.selectors.columns import Adjusted, WorkFacts

_NOBODY = np.empty(0, dtype=np.int64)
_NONE = Adjusted(points=0.0, why="")


def beside(
    entered: Submissions,
    work: WorkFacts,
    component: Component,
    plan: ComponentPlan,
    roll: Roll,
    deadlines: Deadlines,
    *,
    until: float,
    tells: bool,
) -> Submissions:
    """Return what was *entered* with what people judged of everybody else.

    A result that staff entered or imported goes before what was judged here. Members
    have their adjustments on top. *until* is the instant of asking; *tells* asks for
    what the results are made of.
    """
    if plan.judged == GRADED:
        found, made = _graded(work, component, plan, roll, deadlines)
    elif plan.judged == COMPLETION:
        found, made = _handed_in(work, component, plan, roll), []
    elif plan.judged == RECEIVED:
        found, made = reviewed.papers(work, component, plan, roll)
    elif plan.judged == GIVEN:
        ends = late.end(plan.late_rule, deadlines)
        found, made = reviewed.written(work, component, roll, ends, until=until), []
    else:
        return entered
    new = np.flatnonzero(~np.isin(found.student, entered.student))
    of_new = [made[place] if made else () for place in new.tolist()]
    return _adjusted(
        joined(entered, found.of(new)),
        _adjustments(work, component, roll),
        made=[*[()] * len(entered), *of_new] if tells else None,
    )


def handed_in(
    work: WorkFacts, component: Component, plan: ComponentPlan, roll: Roll
) -> Bools:
    """Tell who handed anything in: a version of the work, or a review."""
    has = np.zeros(len(roll), dtype=np.bool_)
    if plan.judged in (RECEIVED, GIVEN):
        here = work.written.component == component.pk
        row = roll.rows(work.written.enrollment[here])
        has[row[row >= 0]] = True
    elif plan.judged:
        here = work.handins.component == component.pk
        has[roll.shared(component.pk, work.handins.enrollment[here])[1]] = True
    return has


def waiting(
    work: WorkFacts, component: Component, plan: ComponentPlan, roll: Roll, *, of: int
) -> tuple[Ints, Floats]:
    """Return who waits for somebody's judgement, as rows, and since when.

    ``of`` is the component whose work a peer review is about, the component itself of
    others.
    """
    if plan.judged == GIVEN:
        unasked = [
            row
            for row, key in enumerate(roll.key.tolist())
            if (component.pk, key) not in work.written.assigned
        ]
        return np.array(unasked, dtype=np.int64), np.full(len(unasked), -np.inf)
    if plan.judged not in (GRADED, RECEIVED):
        return _NOBODY, np.empty(0)
    here = work.handins.component == of
    if plan.judged == GRADED:
        here &= ~np.isin(work.handins.handin, work.graded.handin)
    rows = np.flatnonzero(here)
    place, row = roll.shared(of, work.handins.enrollment[rows])
    return row, work.handins.received[rows[place]]


def _graded(
    work: WorkFacts,
    component: Component,
    plan: ComponentPlan,
    roll: Roll,
    deadlines: Deadlines,
) -> Judged:
    here = np.flatnonzero(work.graded.component == component.pk)
    place, student = roll.shared(component.pk, work.graded.enrollment[here])
    here = here[place]
    if plan.selection == "latest":
        newest = _newest(work, component, roll, late.end(plan.late_rule, deadlines))
        last = newest[student]
        kept = (last == 0) | (work.graded.handin[here] == last)
        here, student = here[kept], student[kept]
    key = work.graded.handin[here]
    return (
        rows_of(
            student,
            received=work.graded.received[here],
            raw=work.graded.points[here],
            possible=plan.possible,
            reference=key,
            by=roll.makers(component.pk, work.graded.enrollment[here], student, key),
        ),
        [verdicts(work.graded.verdicts[one]) for one in here.tolist()],
    )


def _newest(work: WorkFacts, component: Component, roll: Roll, ends: Floats) -> Ints:
    """Return the last version of each student that came in time; 0 where none did."""
    here = np.flatnonzero(work.handins.component == component.pk)
    place, student = roll.shared(component.pk, work.handins.enrollment[here])
    here = here[place]
    in_time = work.handins.received[here] <= ends[student]
    here, student = here[in_time], student[in_time]
    order = np.lexsort((work.handins.handin[here], work.handins.received[here]))
    newest = np.zeros(len(roll), dtype=np.int64)
    newest[student[order]] = work.handins.handin[here][order]
    return newest


def _handed_in(
    work: WorkFacts, component: Component, plan: ComponentPlan, roll: Roll
) -> Submissions:
    here = np.flatnonzero(work.handins.component == component.pk)
    place, student = roll.shared(component.pk, work.handins.enrollment[here])
    here = here[place]
    key = work.handins.handin[here]
    return rows_of(
        student,
        received=work.handins.received[here],
        raw=np.full(len(here), plan.possible),
        possible=plan.possible,
        reference=key,
        by=roll.makers(component.pk, work.handins.enrollment[here], student, key),
    )


def _adjustments(
    work: WorkFacts, component: Component, roll: Roll
) -> Mapping[int, Adjusted]:
    """Return by row what students get beside their team's points."""
    here = [key for of, key in work.adjusted if of == component.pk]
    if not here:
        return {}
    rows = roll.rows(np.array(here, dtype=np.int64)).tolist()
    return {
        row: work.adjusted[component.pk, key]
        for row, key in zip(rows, here, strict=True)
        if row >= 0
    }


def _adjusted(
    rows: Submissions,
    by_row: Mapping[int, Adjusted],
    *,
    made: Sequence[Sequence[Verdict]] | None,
) -> Submissions:
    """Return *rows* with everybody's adjustment, held between 0 and the maximum."""
    raw = rows.raw.copy()
    students = rows.student.tolist()
    for place in np.flatnonzero(np.isin(rows.student, list(by_row))).tolist():
        raw[place] = agreeing.adjusted(
            float(raw[place]),
            by_row[students[place]].points,
            most=float(rows.possible[place]),
        )
    told = {}
    if made is not None:
        told = {
            (student, int(rows.reference[place])): Made(
                verdicts=made[place],
                before=float(rows.raw[place]),
                adjusted=by_row.get(student, _NONE).points,
                why=by_row.get(student, _NONE).why,
            )
            for place, student in enumerate(students)
        }
    return rows.with_raw(raw, made=told)
