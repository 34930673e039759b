"""What a component can be graded by, for each number of slack days at hand.

Candidates of one student differ in mark and in the days they take. The rule that
decides (section 3, point 3: the largest; then fewer slack days; then the earlier)
is applied once for each number of days, so that spending is a look-up afterwards.
"""

from dataclasses import dataclass

import numpy as np

from grading.policy import cutoffs, late, selection, when, worth
from grading.policy.bonus import bonus
from grading.policy.columns import EQUAL, Bools, Choice, Floats, Ints, Window
from grading.policy.cutoffs import Cutoffs
from grading.policy.late import LateRule
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
    (more than the last changes nothing). ``values`` tells what submissions are worth,
    ``counted`` which are candidates.
    """

    on_time: Choice
    plain: Choice
    takers: Ints
    table: Choice
    values: "Values"
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
    in_time = submissions.received <= deadlines.of_each("on_time", student)
    counts = in_time | _counts_late(
        component.late_rule, submissions, ~in_time, deadlines
    )
    if not takes_part.all():
        counts &= takes_part[student]
    counted = selection.may_be_graded(
        submissions, counts, component.selection, size=size
    )
    values = Values(component=component, top=top, ranked=ranked)
    if component.lacks_cutoffs:
        return _by_score(component, submissions, counted, in_time, size=size)
    early = counted & in_time
    if component.cutoffs is not None:
        early = _near_the_best(values, submissions, early)
    early_rows = np.flatnonzero(early)
    on_time = _pick(
        _in_time(submissions, early_rows, values.in_time(submissions.of(early_rows))),
        size=size,
    )
    behind = np.flatnonzero(counted & ~in_time)
    found = submissions.of(behind)
    base = values.base(found)
    rising = _rising(found.student, base, on_time)
    found, behind, base = found.of(rising), behind[rising], base[rising]
    makes = _Late(
        rule=component.late_rule,
        student=found.student,
        rows=behind,
        base=base,
        days=when.days_late(found.received, deadlines.on_time[found.student]),
    )
    return _with_late(on_time, makes, values, counted, budget=budget, size=size)


@dataclass(frozen=True, kw_only=True)
class Values:
    """What submissions of a component are worth before lateness."""

    component: ComponentPlan
    top: float
    ranked: Floats

    def base(self, rows: Submissions) -> Floats:
        """Return the marks of some submissions."""
        return worth.marks(self.component, rows, ranked=self.ranked)

    def bonus(self, raw: Floats) -> Floats:
        """Return what on-time scores earn on top."""
        table = self.component.cutoffs
        if table is None or not self.component.bonus:
            return np.zeros(len(raw))
        return bonus(raw, table, top=self.top, most=self.component.bonus)

    def in_time(self, rows: Submissions) -> Floats:
        """Return the marks of on-time submissions with their bonus."""
        return self.base(rows) + self.bonus(rows.raw)


def _counts_late(
    rule: LateRule, submissions: Submissions, is_late: Bools, deadlines: Deadlines
) -> Bools:
    """Tell which of the late submissions count for anything."""
    counts = np.zeros(len(submissions), dtype=np.bool_)
    rows = np.flatnonzero(is_late)
    student, received = submissions.student[rows], submissions.received[rows]
    on_time = deadlines.on_time[student]
    counts[rows] = late.may_count(
        rule,
        received=received,
        days=when.days_late(received, on_time),
        on_time=on_time,
        late=deadlines.late[student],
    )
    return counts


def _rising(student: Ints, base: Floats, on_time: Choice) -> Ints:
    """Return the late submissions that something may come of.

    Lateness never adds to a mark, so one that is worth no more than what was received
    in time, or than the late one before it, loses to that.
    """
    better = ~(base <= on_time.value[student])
    better[1:] &= (student[1:] != student[:-1]) | (base[1:] > base[:-1])
    return np.flatnonzero(better)


def _near_the_best(values: Values, submissions: Submissions, early: Bools) -> Bools:
    """Tell which on-time submissions may be worth as much as their student's best.

    A mark never falls as the score gets better, so the best score has the best mark;
    everything worse than the score that is worth slightly less than that is out.
    """
    table = values.component.cutoffs
    if table is None or not len(submissions):
        return early
    goodness = submissions.raw if table.maximize else -submissions.raw
    found = submissions.runs
    best = found.greatest(np.where(early, goodness, -np.inf))
    raw = best if table.maximize else -best
    worth_it = cutoffs.marks(raw, table) + values.bonus(raw)
    least = _score_worth(worth_it - 2 * EQUAL, values, table)
    return early & (goodness >= found.spread(least))


def _score_worth(marks: Floats, values: Values, table: Cutoffs) -> Floats:
    """Return a goodness that is surely worth no more than each of *marks*."""
    knots, marked = list(table.goodness), list(table.marks)
    top = values.top if table.maximize else -values.top
    if values.component.bonus and top > knots[-1]:
        knots.append(top)
        marked.append(marked[-1] + values.component.bonus)
    rising = bool(np.all(np.diff(marked) > 0))
    if not rising:
        return np.full(len(marks), -np.inf)
    score = np.interp(marks, marked, knots)
    slack = 1e-9 * (1.0 + np.abs(score)) * max(1.0, knots[-1] - knots[0])
    return np.where(marks <= marked[0], -np.inf, score - slack)


@dataclass(frozen=True, kw_only=True)
class _Late:
    """The late submissions that may count: whose, their marks, how many days late."""

    rule: LateRule
    student: Ints
    rows: Ints
    base: Floats
    days: Floats

    def candidates(self, at_hand: int) -> Candidates:
        """Return the late candidates with so many slack days at hand."""
        if self.rule.kind == "free_days":
            return self._as(slice(None), np.minimum(self.days, at_hand))
        plain = self._as(slice(None), np.zeros(len(self.rows)))
        if self.rule.kind != "slack_or_late":
            return plain
        affordable = self.days <= at_hand
        return _together(plain, self._as(affordable, self.days[affordable]))

    def _as(self, which: Bools | slice, slack: Floats) -> Candidates:
        mark, days = self.base[which], self.days[which]
        return Candidates(
            student=self.student[which],
            row=self.rows[which],
            value=late.late_mark(self.rule, mark=mark, days=days, slack=slack),
            cost=slack,
            window=late.window(self.rule, days=days, slack=slack),
        )


def _with_late(
    on_time: Choice,
    makes: _Late,
    values: Values,
    counted: Bools,
    *,
    budget: float,
    size: int,
) -> Options:
    students = makes.student[selection.begins(makes.student)]
    most = min(budget, float(makes.days.max(initial=0.0)))
    by_days = [
        _among(on_time, students, makes.candidates(at_hand), size=size)
        for at_hand in range(int(most) + 1)
    ]
    return Options(
        on_time=on_time,
        plain=_over(on_time, students, by_days[0]),
        takers=students if most > 0 else students[:0],
        table=Choice(
            row=np.stack([one.row for one in by_days]),
            value=np.stack([one.value for one in by_days]),
            cost=np.stack([one.cost for one in by_days]),
            window=np.stack([one.window for one in by_days]),
        ),
        values=values,
        counted=counted,
    )


def _by_score(
    component: ComponentPlan,
    submissions: Submissions,
    counted: Bools,
    in_time: Bools,
    *,
    size: int,
) -> Options:
    """Return the options while no cutoffs are posted: the best score, exactly."""
    rule = component.score_rule
    maximize = rule is None or rule.maximize
    goodness = submissions.raw if maximize else -submissions.raw
    rows = np.flatnonzero(counted)
    best = _pick(_in_time(submissions, rows, goodness[rows]), size=size, equal=0.0)
    is_late = np.zeros(size, dtype=np.bool_)
    found = best.row >= 0
    is_late[found] = ~in_time[best.row[found]]
    shown = Choice(
        row=best.row,
        value=np.full(size, np.nan),
        cost=np.zeros(size),
        window=np.where(is_late, Window.LATE, best.window).astype(np.int64),
    )
    return Options(
        on_time=shown,
        plain=shown,
        takers=rows[:0],
        table=shown,
        values=Values(component=component, top=np.nan, ranked=np.empty(0)),
        counted=counted,
    )


def _in_time(submissions: Submissions, rows: Ints, value: Floats) -> Candidates:
    return Candidates(
        student=submissions.student[rows],
        row=rows,
        value=value,
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
