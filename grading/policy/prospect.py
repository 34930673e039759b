"""What handing in now would cost and could gain (policies.md sections 3, 4 and 4a)."""

from dataclasses import dataclass

import numpy as np

from grading.policy import late
from grading.policy.columns import EQUAL, Floats, Window
from grading.policy.plan import ComponentPlan

_MOST = 100.0


@dataclass(frozen=True, kw_only=True)
class Standpoint:
    """Where one student stands with a component at some instant.

    Instants are seconds, ``inf`` where there is no deadline. ``at_hand`` is the number
    of slack days that may go here, ``mark`` what the student has (NaN: nothing that
    counts), ``early_met`` 1, 0 or NaN where there is no early deadline.
    """

    at: float
    early: float
    on_time: float
    late: float
    at_hand: float
    mark: float
    early_met: float


@dataclass(frozen=True, kw_only=True)
class Way:
    """A way in which a submission received now could count.

    ``cost`` is slack days, ``most`` the best mark that it can give. ``beats`` is the
    score beyond which it raises the student's mark: None where any would, or where
    cutoffs do not tell; ``raises`` is False where it cannot.
    """

    window: Window
    cost: int
    most: float
    beats: float | None
    raises: bool


@dataclass(frozen=True, kw_only=True)
class Prospect:
    """All the ways, none where a submission would count for nothing."""

    days_late: int
    meets_early: bool
    misses_early: bool
    ways: tuple[Way, ...]


def prospect(component: ComponentPlan, stands: Standpoint) -> Prospect:
    """Return what a submission received at ``stands.at`` could count for."""
    at, on_time = np.array([stands.at]), np.array([stands.on_time])
    started = np.ceil((stands.at - stands.on_time) / 86_400)
    days = max(0.0, float(started)) if np.isfinite(stands.on_time) else 0.0
    counts = late.may_count(
        component.late_rule,
        received=at,
        days=np.array([days]),
        on_time=on_time,
        late=np.array([stands.late]),
    )
    misses = stands.early_met == 0 and stands.at > stands.early
    factor = component.late_rule.early_factor if misses else 1.0
    ways = _ways(component, stands, days=days, factor=factor) if counts[0] else ()
    return Prospect(
        days_late=int(days),
        meets_early=stands.early_met == 0 and stands.at <= stands.early,
        misses_early=misses,
        ways=ways,
    )


def _ways(
    component: ComponentPlan, stands: Standpoint, *, days: float, factor: float
) -> tuple[Way, ...]:
    rule = component.late_rule
    if days == 0:
        return (_way(component, stands, 0.0, 0.0, factor),)
    if rule.kind == "free_days":
        return (_way(component, stands, days, min(days, stands.at_hand), factor),)
    plain = _way(component, stands, days, 0.0, factor)
    if rule.kind == "slack_or_late" and days <= stands.at_hand:
        return plain, _way(component, stands, days, days, factor)
    return (plain,)


def _way(
    component: ComponentPlan,
    stands: Standpoint,
    days: float,
    slack: float,
    factor: float,
) -> Way:
    knots, marks = _curve(component)
    worth = marks
    window = Window.ON_TIME
    if days > 0:
        number, spent = np.full(len(marks), days), np.full(len(marks), slack)
        worth = late.late_mark(
            component.late_rule, mark=marks, days=number, slack=spent
        )
        window = Window(
            int(late.window(component.late_rule, days=number, slack=spent)[0])
        )
    worth = worth * factor
    bonus = component.bonus * factor if days == 0 else 0.0
    most = float(worth[-1]) + bonus
    raises = np.isnan(stands.mark) or most > stands.mark + EQUAL
    return Way(
        window=window,
        cost=int(slack),
        most=most,
        beats=_beats(component, knots, worth, stands.mark) if raises else None,
        raises=bool(raises),
    )


def _curve(component: ComponentPlan) -> tuple[Floats, Floats]:
    """Return goodness and marks at the cutoffs; without cutoffs just the best mark."""
    if component.cutoffs is None:
        return np.array([0.0]), np.array([_MOST])
    return component.cutoffs.goodness, np.array(component.cutoffs.marks)


def _beats(
    component: ComponentPlan, knots: Floats, worth: Floats, mark: float
) -> float | None:
    """Return the score at which *worth* reaches *mark*, where the cutoffs tell."""
    table = component.cutoffs
    if table is None or np.isnan(mark) or not np.all(np.diff(worth) > 0):
        return None
    goodness = float(np.interp(mark, worth, knots))
    return goodness if table.maximize else -goodness
