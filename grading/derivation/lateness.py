"""What lateness did to a mark, what lost against it, and the early rule."""

from collections.abc import Iterator

import numpy as np

from grading.derivation.steps import Step, exact, iso, words
from grading.policy.book import Gradebook
from grading.policy.columns import Choice, ComponentColumns, Window
from grading.policy.plan import ComponentPlan

_NAMES = {
    Window.ON_TIME: "on time",
    Window.SLACK: "with slack days",
    Window.LATE: "as late",
}


def late(component: ComponentPlan, columns: ComponentColumns, row: int) -> Step:
    """Return the step from the mark of a late submission to what is left of it."""
    rule = component.late_rule
    mark, value = float(columns.base[row]), float(columns.choice.value[row])
    days, used = int(columns.days_late[row]), int(columns.choice.cost[row])
    late_by = f"{_days(days)} late"
    if columns.window[row] == Window.SLACK:
        sum_ = f"the mark stays {exact(value)}."
        cover = f"{_slack(columns, row)}, {_days(used)} of which are spent here"
        text = f"{late_by}, {cover}: {sum_}"
    elif rule.kind == "slack_or_late":
        text = (
            f"{late_by} without slack days: {exact(rule.late_factor)} × {exact(mark)}"
        )
        text += f" = {exact(value)}"
    elif rule.kind == "free_days":
        factor = exact(columns.factors.per_day[row])
        text = (
            f"{late_by}, {_slack(columns, row)}: {_days(used)} covered, the other"
            f" {days - used} at {exact(rule.per_day)} each leave the factor {factor}:"
            f" {exact(mark)} × {factor} = {exact(value)}"
        )
    elif rule.kind == "percent_per_day":
        text = _per_day(component, columns, row)
    else:
        text = f"{late_by}, which costs nothing here: {exact(value)}."
    return Step(
        rule="late",
        text=text,
        inputs={
            "policy": rule.kind,
            "days_late": days,
            "slack_before": float(columns.slack_before[row]),
            "slack_used": used,
            "mark": mark,
        },
        out=value,
    )


def lost_candidates(
    book: Gradebook, component: ComponentPlan, columns: ComponentColumns, row: int
) -> Iterator[Step]:
    """Go through what would have counted otherwise, and why it did not."""
    chosen = columns.choice
    seen = {(int(chosen.row[row]), int(chosen.window[row]))}
    for other in (columns.on_time, columns.plain):
        name = (int(other.row[row]), int(other.window[row]))
        if other.row[row] < 0 or name in seen:
            continue
        seen.add(name)
        yield _lost(book, component, columns, other, row)


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


def _lost(
    book: Gradebook,
    component: ComponentPlan,
    columns: ComponentColumns,
    other: Choice,
    row: int,
) -> Step:
    theirs, ours = float(other.value[row]), float(columns.choice.value[row])
    submissions = book.submissions[component.slug]
    place = int(other.row[row])
    name = f" {submissions.name(place)}" if component.kind == "competition" else ""
    how = _NAMES[Window(int(other.window[row]))]
    verdict = (
        "less" if theirs < ours else "no more, and it took more days or came later"
    )
    return Step(
        rule="candidate",
        text=f"The best {how} otherwise, submission{name}, gives {exact(theirs)}:"
        f" {verdict} than {exact(ours)}.",
        inputs={
            "window": Window(int(other.window[row])).name.lower(),
            "submission": name.strip() or None,
            "value": theirs,
        },
        out=ours,
    )


def _per_day(component: ComponentPlan, columns: ComponentColumns, row: int) -> str:
    rule, days = component.late_rule, int(columns.days_late[row])
    mark, value = float(columns.base[row]), float(columns.choice.value[row])
    rate = exact(rule.per_day)
    if rule.of == "mark":
        sum_ = f"{exact(mark)} × max(0, 1 − {rate} × {days})"
    else:
        sum_ = f"{exact(mark)} − 100 × {rate} × {days}"
    text = f"{_days(days)} late: {sum_}"
    if np.isclose(value, min(mark, rule.floor), rtol=0, atol=1e-12):
        return f"{text}, but not below {exact(min(mark, rule.floor))}: {exact(value)}"
    return f"{text} = {exact(value)}"


def _slack(columns: ComponentColumns, row: int) -> str:
    return f"{_days(int(columns.slack_before[row]))} of slack at hand"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
