"""What lateness did to a mark, and the early rule (policies.md sections 3, 4, 4a)."""

from math import isinf

from grading.derivation.steps import Step, exact, iso, words
from grading.policy.book import Gradebook
from grading.policy.columns import EQUAL, ComponentColumns, State, Window
from grading.policy.late import LateRule
from grading.policy.plan import ComponentPlan


def late(
    book: Gradebook, component: ComponentPlan, columns: ComponentColumns, row: int
) -> Step:
    """Return the step from the mark of a late submission to what is left of it."""
    mark, value = float(columns.base[row]), float(columns.choice.value[row])
    late_days, used = int(columns.days_late[row]), int(columns.choice.cost[row])
    text = f"{days(late_days)} late"
    if component.bonus:
        text += ", and so no on-time bonus"
    rule = component.late_rule
    if columns.window[row] == Window.SLACK:
        text += f". {_spent(book, component, columns, row)}: the mark stays"
        text += f" {exact(value)}."
    elif rule.kind == "slack_or_late":
        why = why_no_slack(book, component, columns, row, late_days)
        text += f". Slack does not cover it ({why or 'it would gain nothing'}), so it"
        text += (
            f" counts as late: {formula(rule, mark, days=late_days)} = {exact(value)}"
        )
    elif rule.kind == "free_days":
        text += f". {_spent(book, component, columns, row)}, so"
        left = late_days - used
        text += f" {days(left)} {'is' if left == 1 else 'are'} not covered:"
        text += f" {formula(rule, mark, days=late_days - used)} = {exact(value)}"
    elif rule.kind == "percent_per_day":
        text += f": {formula(rule, mark, days=late_days)} = {exact(value)}"
    else:
        text += f", which costs nothing here: the mark stays {exact(value)}."
    before = float(columns.slack_before[row])
    return Step(
        rule="late",
        text=text,
        inputs={
            "policy": rule.kind,
            "days_late": late_days,
            "slack_before": before,
            "slack_used": used,
            "slack_after": before - used,
            "mark": mark,
        },
        out=value,
    )


def early(
    book: Gradebook,
    component: ComponentPlan,
    columns: ComponentColumns,
    row: int,
    value: float,
) -> Step:
    """Return the step of who missed the early deadline (section 3, point 4)."""
    factor = float(columns.factors.early[row])
    deadline = float(book.deadlines[component.slug].early[row])
    after = value * factor
    return Step(
        rule="early",
        text=(
            "Nothing was received by the early deadline,"
            f" {words(deadline, book.plan.time_zone)}: {exact(value)} × {exact(factor)}"
            f" = {exact(after)}"
        ),
        inputs={"early": iso(deadline), "factor": factor, "before": value},
        out=after,
    )


def formula(rule: LateRule, mark: float, *, days: int) -> str:
    """Write what is left of *mark* so many *days* late; of free days, uncovered ones."""
    rate, whole = exact(rule.per_day), exact(mark)
    if rule.kind == "slack_or_late":
        return f"{exact(rule.late_factor)} × {whole}"
    if rule.kind == "free_days":
        return f"{whole} × max(0, 1 − {rate} × {days})"
    if rule.kind != "percent_per_day":
        return whole
    least = "0" if rule.floor == 0 <= mark else f"min({whole}, {exact(rule.floor)})"
    if rule.of == "possible":
        return f"max({least}, {whole} − 100 × {rate} × {days})"
    reduced = f"{whole} × max(0, 1 − {rate} × {days})"
    return reduced if least == "0" else f"max({least}, {reduced})"


def why_no_slack(
    book: Gradebook,
    component: ComponentPlan,
    columns: ComponentColumns,
    row: int,
    needed: int,
) -> str | None:
    """Say why slack cannot cover the days *needed*; None where it can."""
    if not component.slack or book.plan.slack_days is None:
        return "slack days do not apply here"
    cap, at_hand = book.caps[component.slug][row], columns.slack_before[row]
    if at_hand < needed:
        return f"{days(needed)} needed, {days(int(at_hand))} at hand"
    if cap < needed and not isinf(cap):
        return f"{days(needed)} needed, the student lets it take {days(int(cap))}"
    if book.plan.slack_strategy == "optimal" and columns.choice.cost[row] < needed:
        return "the days are worth more elsewhere"
    return None


def verdict(theirs: float, ours: float) -> str:
    """Say how what lost compares with what counts."""
    if theirs < ours - EQUAL:
        return f"less than {exact(ours)}"
    return f"no more than {exact(ours)}, and it takes more days or came later"


def days(count: int) -> str:
    """Write a number of days: 1 day, 2 days."""
    return "1 day" if count == 1 else f"{count} days"


def _spent(
    book: Gradebook, component: ComponentPlan, columns: ComponentColumns, row: int
) -> str:
    """Say how many slack days were at hand, went here, and are left after it."""
    at_hand, used = int(columns.slack_before[row]), int(columns.choice.cost[row])
    if at_hand == 0:
        return "No slack is at hand"
    if used == 0:
        why = _why_none(book, component, columns, row)
        return f"Of {days(at_hand)} of slack at hand none is spent here{why}"
    are = "is" if used == 1 else "are"
    text = f"Of {days(at_hand)} of slack at hand {used} {are} spent here"
    return f"{text}, {at_hand - used} left after it"


def _why_none(
    book: Gradebook, component: ComponentPlan, columns: ComponentColumns, row: int
) -> str:
    if book.caps[component.slug][row] == 0:
        return ", as the student wants it"
    if State(int(book.states[component.slug][row])) == State.DROPPED:
        return ", because it is dropped"
    if book.plan.slack_strategy == "optimal":
        return ", because they are worth more elsewhere or nothing here"
    return ""
