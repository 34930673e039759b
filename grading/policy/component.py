"""One component for every student: its state, its mark, and all between (7, 3, 4)."""

from dataclasses import dataclass

import numpy as np

from grading.policy import bonus, late, when
from grading.policy.columns import (
    Bools,
    Choice,
    ComponentColumns,
    Factors,
    Floats,
    Ints,
    State,
    Why,
    Window,
)
from grading.policy.options import Options, options
from grading.policy.plan import ComponentPlan
from grading.policy.selection import Submissions
from grading.policy.when import Deadlines


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of one component; the columns have a row per student.

    ``submissions`` are sorted and hold nothing received after the instant of judging;
    ``waiting`` tells who has one in time that has no score through no fault of theirs;
    ``handed_in`` who handed in anything, whether it has a result or not; ``code`` who
    handed in code or need not. ``cap`` is the most slack days that the
    student lets it take, ``override`` the mark that staff set (NaN: none). Of the whole
    class: ``top`` is the score that earns the whole bonus, ``ranked`` the rising values
    that tiers are made of, ``has_begun`` whether anybody has a result.
    """

    submissions: Submissions
    waiting: Bools
    handed_in: Bools
    excused: Bools
    code: Bools
    cap: Floats
    override: Floats
    top: float
    ranked: Floats
    has_begun: bool


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A component with everything that does not depend on slack days.

    ``multiplies`` is the early factor (1 where it does not act).
    """

    plan: ComponentPlan
    facts: Facts
    applies: Bools
    deadlines: Deadlines
    options: Options
    why: Ints
    withheld: Bools
    early_met: Floats
    multiplies: Floats

    @property
    def spends(self) -> bool:
        """Whether slack days may be spent here."""
        return self.plan.slack and self.plan.late_rule.spends

    @property
    def left_out(self) -> Bools:
        """Who has it out of the final too: cutoffs not posted, or excused."""
        bare = np.isnan(self.facts.override)
        return (self.facts.excused | self.plan.lacks_cutoffs) & bare

    def marks(self, value: Floats, rows: Ints | slice = slice(None)) -> Floats:
        """Return marks out of the choice's *value*; NaN while pending or excused.

        *rows* are the students that the values belong to, all of them if not given.
        """
        computed = self.computed(value, rows)
        override = self.facts.override[rows]
        return np.where(np.isnan(override), computed, override)

    def columns(self, at_hand: Floats, days: Floats) -> ComponentColumns:
        """Return all columns: *at_hand* is what is left, *days* what may go here."""
        return _columns(self, self.options.at(days), at_hand)

    def computed(self, value: Floats, rows: Ints | slice = slice(None)) -> Floats:
        """Return marks out of the choice's *value*, whatever staff set."""
        found = ~np.isnan(value)
        mark = np.where(found, value * self.multiplies[rows], 0.0)
        mark = np.where(self.withheld[rows], 0.0, mark)
        pending = self.why[rows] != Why.SETTLED
        return np.where(pending | self.facts.excused[rows], np.nan, mark)


def prepare(
    plan: ComponentPlan,
    facts: Facts,
    *,
    applies: Bools,
    deadlines: Deadlines,
    budget: float,
    at: float,
) -> Prepared:
    """Return the component as it stands at the instant *at*, slack days not yet spent.

    ``budget`` is the course's slack days.
    """
    found = options(
        plan,
        submissions=facts.submissions,
        deadlines=deadlines,
        takes_part=applies & ~facts.excused,
        top=facts.top,
        ranked=facts.ranked,
        budget=budget if plan.slack and plan.late_rule.spends else 0.0,
    )
    counts = found.plain.row >= 0
    why = _why(plan, facts, counts, deadlines, at=at)
    early_met = _early_met(facts.submissions, deadlines.early)
    late_start = (early_met == 0) & counts
    return Prepared(
        plan=plan,
        facts=facts,
        applies=applies,
        deadlines=deadlines,
        options=found,
        why=why,
        withheld=counts
        & (why == Why.SETTLED)
        & ~facts.code
        & when.has_passed(deadlines.code, at=at),
        early_met=early_met,
        multiplies=np.where(late_start, plan.late_rule.early_factor, 1.0),
    )


def waits(
    *, student: Ints, received: Floats, plan: ComponentPlan, deadlines: Deadlines
) -> Bools:
    """Tell who has a submission that would count and still waits for its score."""
    waiting = np.zeros(len(deadlines.on_time), dtype=np.bool_)
    last = late.end(plan.late_rule, deadlines)
    waiting[student[received <= last[student]]] = True
    return waiting


def top(
    plan: ComponentPlan,
    submissions: Submissions,
    deadlines: Deadlines,
    *,
    takes_part: Bools,
) -> float:
    """Return the score that earns the whole bonus; NaN where there is no bonus."""
    if not plan.bonus or plan.cutoffs is None:
        return float("nan")
    return bonus.top(
        submissions, deadlines, takes_part=takes_part, maximize=plan.cutoffs.maximize
    )


def _early_met(submissions: Submissions, early: Floats) -> Floats:
    """Return 1 for who had something received by *early*, 0 for others, NaN without."""
    met = np.zeros(len(early))
    found = submissions.runs
    first = submissions.received[found.first]
    met[found.student] = first <= early[found.student]
    return np.where(np.isinf(early), np.nan, met)


def _why(
    plan: ComponentPlan,
    facts: Facts,
    counts: Bools,
    deadlines: Deadlines,
    *,
    at: float,
) -> Ints:
    open_still = ~when.has_passed(deadlines.last, at=at)
    waits_for_staff = plan.waits_for_staff & (
        np.isinf(deadlines.last) | (not facts.has_begun)
    )
    why = np.select(
        [
            counts & plan.conceals,
            counts,
            facts.waiting,
            open_still & ~(waits_for_staff & np.isinf(deadlines.last)),
            waits_for_staff,
        ],
        [Why.CONCEALED, Why.SETTLED, Why.SCORING, Why.NOT_DUE, Why.NO_RESULT],
        Why.SETTLED,
    ).astype(np.int64)
    if plan.lacks_cutoffs:
        why[:] = np.where(why == Why.CONCEALED, Why.CONCEALED, Why.NO_CUTOFFS)
    return why


def _columns(of: Prepared, choice: Choice, at_hand: Floats) -> ComponentColumns:
    facts, rule = of.facts, of.plan.late_rule
    size, rows = len(of.applies), facts.submissions
    scored = rows.runs.count(None, size=size)
    overridden = ~np.isnan(facts.override)
    hidden = (of.why == Why.CONCEALED) | facts.excused
    shown = np.where(hidden, -1, choice.row)
    settled = (of.why == Why.SETTLED) & ~facts.excused
    counts = settled & (shown >= 0)
    days = when.days_late(_take(rows.received, shown), of.deadlines.on_time)
    cost = np.where(settled, choice.cost, np.nan)
    base, bonus_ = _worth(of, np.where(counts, shown, -1), choice)
    is_late = counts & (choice.window == Window.LATE)
    lost = rule.kind == "percent_per_day" and rule.of == "possible"
    computed = of.computed(choice.value)
    return ComponentColumns(
        applies=of.applies,
        state=_state(of, settled=settled, counts=counts),
        why=np.where(overridden, Why.SETTLED, of.why),
        mark=np.where(overridden, facts.override, computed),
        computed=computed,
        left_out=of.left_out,
        handed_in=(scored > 0) | facts.handed_in | facts.excused,
        raw=_take(rows.raw, shown),
        possible=_take(rows.possible, shown),
        choice=choice,
        plain=of.options.plain,
        on_time=of.options.on_time,
        days_late=days,
        slack_before=at_hand,
        slack_used=cost,
        base=base,
        bonus=np.where(settled, bonus_, np.nan),
        lost=np.where(is_late & lost, base - choice.value, np.nan),
        factors=Factors(
            late=np.where(
                is_late & (rule.kind == "slack_or_late"), rule.late_factor, np.nan
            ),
            per_day=np.where(
                counts,
                late.per_day_factor(rule, days=days, slack=choice.cost),
                np.nan,
            ),
            early=np.where(counts & (of.early_met == 0), rule.early_factor, np.nan),
        ),
        early_met=np.where(settled, of.early_met, np.nan),
        scored=scored,
        counted=rows.runs.count(of.options.counted, size=size),
        withheld=of.withheld,
        is_excused=facts.excused,
        pending_why=of.why,
        top=facts.top,
        ranked=facts.ranked,
    )


def _worth(of: Prepared, rows: Ints, choice: Choice) -> tuple[Floats, Floats]:
    """Return mark (NaN where no row counts) and bonus of what counts."""
    base, extra = np.full(len(rows), np.nan), np.zeros(len(rows))
    found = np.flatnonzero(rows >= 0)
    chosen = of.facts.submissions.of(rows[found])
    base[found] = of.options.values.base(chosen)
    on_time = choice.window[found] == Window.ON_TIME
    extra[found] = np.where(on_time, of.options.values.bonus(chosen.raw), 0.0)
    return base, extra


def _state(of: Prepared, *, settled: Bools, counts: Bools) -> Ints:
    return np.select(
        [
            ~np.isnan(of.facts.override),
            of.facts.excused,
            of.withheld,
            counts,
            settled,
        ],
        [
            State.OVERRIDDEN,
            State.EXCUSED,
            State.WITHHELD,
            State.GRADED,
            State.MISSING,
        ],
        State.PENDING,
    ).astype(np.int64)


def _take(column: Floats, rows: Ints) -> Floats:
    """Return the column's value at each row, NaN where the row is -1."""
    taken = np.full(len(rows), np.nan)
    taken[rows >= 0] = column[rows[rows >= 0]]
    return taken
