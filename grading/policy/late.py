"""What lateness does to a mark (policies.md sections 3, 4 and 4a)."""

from dataclasses import dataclass

import numpy as np

from grading.policy.columns import Bools, Floats, Ints, Window
from grading.policy.when import Deadlines


@dataclass(frozen=True, kw_only=True)
class LateRule:
    """A component's ``late_policy``; rates are fractions, ``floor`` is a mark.

    ``kind`` is refuse, slack_or_late, free_days, percent_per_day or none. ``per_day``
    is lost for each day (of percent_per_day) or each day that no free day covers.
    """

    kind: str = "refuse"
    late_factor: float = 0.9
    per_day: float = 0.0
    of: str = "possible"
    floor: float = 0.0
    max_days: float | None = None
    early_factor: float = 0.9

    @property
    def spends(self) -> bool:
        """Whether this rule takes slack days."""
        return self.kind in ("slack_or_late", "free_days")


def may_count(
    rule: LateRule, *, received: Floats, days: Floats, on_time: Floats, late: Floats
) -> Bools:
    """Tell which submissions count for anything at all, however late.

    All columns have a row per submission; ``days`` are those after *on_time*.
    """
    if rule.kind == "refuse":
        return received <= on_time
    if rule.kind == "slack_or_late":
        return received <= np.where(np.isinf(late), on_time, late)
    counts: Bools = received <= late
    if rule.kind == "percent_per_day" and rule.max_days is not None:
        counts &= days <= rule.max_days
    return counts


def end(rule: LateRule, deadlines: Deadlines) -> Floats:
    """Return the last instant at which something received still counts."""
    if rule.kind == "refuse":
        return deadlines.on_time
    if rule.kind == "slack_or_late":
        return deadlines.last
    if rule.kind == "percent_per_day" and rule.max_days is not None:
        return np.minimum(deadlines.late, deadlines.on_time + rule.max_days * 86_400)
    return deadlines.late


def per_day_factor(rule: LateRule, *, days: Floats, slack: Floats) -> Floats:
    """Return what the started days multiply a mark by, NaN where they do not.

    Of free days, *slack* cover as many; the others cost ``per_day`` each.
    """
    uncovered = days - slack
    factor = np.maximum(0.0, 1.0 - rule.per_day * uncovered)
    multiplies = rule.kind == "free_days" or (
        rule.kind == "percent_per_day" and rule.of == "mark"
    )
    return np.where(multiplies & (uncovered > 0), factor, np.nan)


def late_mark(rule: LateRule, *, mark: Floats, days: Floats, slack: Floats) -> Floats:
    """Return what a late submission's *mark* is worth, *slack* days spent on it.

    Under ``slack_or_late`` that is the mark itself where slack is spent and
    ``late_factor`` of it where none is.
    """
    if rule.kind == "slack_or_late":
        return np.where(slack > 0, mark, rule.late_factor * mark)
    if rule.kind == "free_days":
        factor = np.maximum(0.0, 1.0 - rule.per_day * (days - slack))
        return mark * factor
    if rule.kind == "percent_per_day":
        if rule.of == "mark":
            reduced = mark * np.maximum(0.0, 1.0 - rule.per_day * days)
        else:
            reduced = mark - 100.0 * rule.per_day * days
        return np.maximum(np.minimum(mark, rule.floor), reduced)
    return mark


def window(rule: LateRule, *, days: Floats, slack: Floats) -> Ints:
    """Return the windows of late submissions, *slack* days spent on them."""
    covered = slack >= days if rule.kind == "free_days" else slack > 0
    return np.where(covered, Window.SLACK, Window.LATE).astype(np.int64)
