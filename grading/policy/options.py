"""What a component can be graded by, for each number of slack days at hand.

Candidates of one student differ in mark and in the days they take. The rule that
decides (section 3, point 3: the largest; then fewer slack days; then the earlier)
is applied once for each number of days, so that spending is a look-up afterwards.
"""

from dataclasses import dataclass

import numpy as np

from grading.policy import late, selection, when, worth
from grading.policy.bonus import bonus
from grading.policy.columns import EQUAL, Bools, Choice, Floats, Ints, Window
from grading.policy.plan import ComponentPlan
from grading.policy.selection import Submissions
from grading.policy.when import Deadlines


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """Ways in which submissions may count, a row each; the same may occur twice.

    ``row`` is the submission's place, ``value`` its mark with bonus and lateness.
    """

    student: Ints
    row: Ints
    value: Floats
    cost: Floats
    window: Ints


@dataclass(frozen=True, kw_only=True)
class Options:
    """The choices for everybody without slack days, and for some by their number.

    ``takers`` are the students with a late candidate that slack days may serve; the
    columns of ``table`` are theirs and row *d* is what counts with *d* days at hand
    (more than the last changes nothing). ``base`` and ``bonus`` are those of each
    submission, ``counted`` tells which are candidates.
    """

    on_time: Choice
    plain: Choice
    takers: Ints
    table: Choice
    base: Floats
    bonus: Floats
    counted: Bools

    @property
    def most(self) -> int:
        """The number of days above which more of them change nothing."""
        return len(self.table.row) - 1

    def at(self, days: Floats) -> Choice:
        """Return what counts with so many slack *days* at hand, a row per student."""
        if not len(self.takers):
            return self.plain
        level = np.minimum(days[self.takers], self.most).astype(np.int64)
        at = (level, np.arange(len(self.takers)))
        theirs = Choice(
            row=self.table.row[at],
            value=self.table.value[at],
            cost=self.table.cost[at],
            window=self.table.window[at],
        )
        return _over(self.plain, self.takers, theirs)

    def costs(self, place: Ints, days: Floats) -> Floats:
        """Return what takers spend of the *days* at hand; *place* is among takers."""
        return self.table.cost[np.minimum(days, self.most).astype(np.int64), place]


def options(
    component: ComponentPlan,
    *,
    submissions: Submissions,
    deadlines: Deadlines,
    takes_part: Bools,
    top: float,
    ranked: Floats,
    budget: float,
) -> Options:
    """Return everything that the component can be graded by.

    ``takes_part`` is False for who is excused; ``budget`` is the course's slack days
    where they may be spent here, else 0.
    """
    size, student = len(takes_part), submissions.student
    rule = component.late_rule
    days = when.days_late(submissions.received, deadlines.on_time[student])
    counts = takes_part[student] & late.may_count(
        rule,
        received=submissions.received,
        days=days,
        on_time=deadlines.on_time[student],
        late=deadlines.late[student],
    )
    counted = selection.may_be_graded(
        submissions, counts, component.selection, size=size
    )
    if component.lacks_cutoffs:
        return _by_score(component, submissions, counted, days, size=size)
    base = worth.marks(component, submissions, ranked=ranked)
    extra = np.zeros(len(submissions))
    if component.bonus and component.cutoffs is not None:
        extra = bonus(submissions.raw, component.cutoffs, top=top, most=component.bonus)
    extra = np.where(days > 0, 0.0, extra)
    early = np.flatnonzero(counted & (days == 0))
    on_time = _pick(_in_time(submissions, early, base + extra), size=size)
    behind = np.flatnonzero(counted & (days > 0))
    makes = _Late(
        component=component, submissions=submissions, rows=behind, base=base, days=days
    )
    return _with_late(on_time, makes, base, extra, counted, budget=budget, size=size)


@dataclass(frozen=True, kw_only=True)
class _Late:
    """The late submissions of a component, and what they are worth."""

    component: ComponentPlan
    submissions: Submissions
    rows: Ints
    base: Floats
    days: Floats

    def candidates(self, at_hand: int) -> Candidates:
        """Return the late candidates with so many slack days at hand."""
        rule, days = self.component.late_rule, self.days[self.rows]
        if rule.kind == "free_days":
            return self._as(self.rows, np.minimum(days, at_hand))
        plain = self._as(self.rows, np.zeros(len(self.rows)))
        if rule.kind != "slack_or_late":
            return plain
        affordable = days <= at_hand
        return _together(plain, self._as(self.rows[affordable], days[affordable]))

    def _as(self, rows: Ints, slack: Floats) -> Candidates:
        rule, days = self.component.late_rule, self.days[rows]
        value = late.late_mark(rule, mark=self.base[rows], days=days, slack=slack)
        return Candidates(
            student=self.submissions.student[rows],
            row=rows,
            value=value,
            cost=slack,
            window=late.window(rule, days=days, slack=slack).astype(np.int64),
        )


def _with_late(
    on_time: Choice,
    makes: _Late,
    base: Floats,
    extra: Floats,
    counted: Bools,
    *,
    budget: float,
    size: int,
) -> Options:
    students = np.unique(makes.submissions.student[makes.rows])
    most = min(budget, float(makes.days[makes.rows].max(initial=0.0)))
    by_days = [
        _among(on_time, students, makes.candidates(at_hand), size=size)
        for at_hand in range(int(most) + 1)
    ]
    takers = students if most > 0 else students[:0]
    return Options(
        on_time=on_time,
        plain=_over(on_time, students, by_days[0]),
        takers=takers,
        table=Choice(
            row=np.stack([one.row for one in by_days]),
            value=np.stack([one.value for one in by_days]),
            cost=np.stack([one.cost for one in by_days]),
            window=np.stack([one.window for one in by_days]),
        ),
        base=base,
        bonus=extra,
        counted=counted,
    )


def _by_score(
    component: ComponentPlan,
    submissions: Submissions,
    counted: Bools,
    days: Floats,
    *,
    size: int,
) -> Options:
    """Return the options while no cutoffs are posted: the best score, exactly."""
    rule = component.score_rule
    maximize = rule is None or rule.maximize
    goodness = submissions.raw if maximize else -submissions.raw
    rows = np.flatnonzero(counted)
    best = _pick(_in_time(submissions, rows, goodness), size=size, equal=0.0)
    nothing = np.full(len(submissions), np.nan)
    late_row = days[best.row] > 0 if len(days) else np.zeros(size, dtype=np.bool_)
    window = np.where(late_row & (best.row >= 0), Window.LATE, best.window)
    shown = Choice(
        row=best.row,
        value=np.full(size, np.nan),
        cost=np.zeros(size),
        window=window.astype(np.int64),
    )
    return Options(
        on_time=shown,
        plain=shown,
        takers=np.empty(0, dtype=np.int64),
        table=shown,
        base=nothing,
        bonus=nothing,
        counted=counted,
    )


def _in_time(submissions: Submissions, rows: Ints, value: Floats) -> Candidates:
    return Candidates(
        student=submissions.student[rows],
        row=rows,
        value=value[rows],
        cost=np.zeros(len(rows)),
        window=np.full(len(rows), Window.ON_TIME, dtype=np.int64),
    )


def _together(one: Candidates, other: Candidates) -> Candidates:
    return Candidates(
        student=np.concatenate([one.student, other.student]),
        row=np.concatenate([one.row, other.row]),
        value=np.concatenate([one.value, other.value]),
        cost=np.concatenate([one.cost, other.cost]),
        window=np.concatenate([one.window, other.window]),
    )


def _pick(found: Candidates, *, size: int, equal: float = EQUAL) -> Choice:
    """Return each student's candidate: greatest value, fewest days, earliest."""
    greatest = np.full(size, -np.inf)
    np.maximum.at(greatest, found.student, found.value)
    near = np.flatnonzero(found.value >= greatest[found.student] - equal)
    order = np.lexsort((found.row[near], found.cost[near], found.student[near]))
    near = near[order]
    first = near[selection.begins(found.student[near])]
    student = found.student[first]
    choice = Choice(
        row=np.full(size, -1, dtype=np.int64),
        value=np.full(size, np.nan),
        cost=np.zeros(size),
        window=np.full(size, Window.NONE, dtype=np.int64),
    )
    choice.row[student] = found.row[first]
    choice.value[student] = found.value[first]
    choice.cost[student] = found.cost[first]
    choice.window[student] = found.window[first]
    return choice


def _among(on_time: Choice, students: Ints, behind: Candidates, *, size: int) -> Choice:
    """Return the choices of *students* among late candidates and their best in time."""
    has = students[on_time.row[students] >= 0]
    in_time = Candidates(
        student=has,
        row=on_time.row[has],
        value=on_time.value[has],
        cost=np.zeros(len(has)),
        window=on_time.window[has],
    )
    picked = _pick(_together(in_time, behind), size=size)
    return Choice(
        row=picked.row[students],
        value=picked.value[students],
        cost=picked.cost[students],
        window=picked.window[students],
    )


def _over(everybody: Choice, students: Ints, theirs: Choice) -> Choice:
    """Return everybody's choices with those of *students* put in their place."""
    whole = Choice(
        row=everybody.row.copy(),
        value=everybody.value.copy(),
        cost=everybody.cost.copy(),
        window=everybody.window.copy(),
    )
    for name in ("row", "value", "cost", "window"):
        getattr(whole, name)[students] = getattr(theirs, name)
    return whole
