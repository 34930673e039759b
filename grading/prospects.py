"""What handing in now would mean for one student, in the words of a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isinf

from grading.derivation.steps import words
from grading.policy.book import Gradebook
from grading.policy.columns import Window
from grading.policy.plan import ComponentPlan
from grading.policy.prospect import Prospect, Standpoint, Way, prospect


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What a submission received now would count as: a headline and its conditions."""

    headline: str
    lines: Sequence[str]
    counts: bool


def outlook(book: Gradebook, component: ComponentPlan, row: int) -> Outlook:
    """Return what the student in *row* is told before handing in."""
    found = prospect(component, _standpoint(book, component, row))
    if not found.ways:
        return Outlook(
            headline="An upload now counts for nothing: the last deadline has passed.",
            lines=["It is still scored and shown."],
            counts=False,
        )
    lines = [_way(book, component, way, row) for way in found.ways]
    lines += _also(book, component, found, row)
    return Outlook(
        headline=_headline(book, component, found, row), lines=lines, counts=True
    )


def _standpoint(book: Gradebook, component: ComponentPlan, row: int) -> Standpoint:
    columns, deadlines = book.components[component.slug], book.deadlines[component.slug]
    counts = columns.choice.row[row] >= 0
    at_hand = min(
        float(columns.slack_before[row]), float(book.caps[component.slug][row])
    )
    return Standpoint(
        at=book.at,
        early=float(deadlines.early[row]),
        on_time=float(deadlines.on_time[row]),
        late=float(deadlines.late[row]),
        at_hand=at_hand if component.slack else 0.0,
        mark=float(columns.mark[row]) if counts else float("nan"),
        early_met=_early_met(book, component, row),
    )


def _early_met(book: Gradebook, component: ComponentPlan, row: int) -> float:
    """Return 1 or 0 as something was received by the early deadline, NaN without."""
    early = float(book.deadlines[component.slug].early[row])
    if isinf(early):
        return float("nan")
    found = book.submissions[component.slug]
    return float(bool((found.received[found.student == row] <= early).any()))


def _headline(
    book: Gradebook, component: ComponentPlan, found: Prospect, row: int
) -> str:
    if found.days_late == 0:
        on_time = float(book.deadlines[component.slug].on_time[row])
        if isinf(on_time):
            return "An upload now is on time: there is no deadline."
        return f"An upload now is on time, until {words(on_time, book.plan.time_zone)}."
    return f"An upload now is {_days(found.days_late)} late."


def _way(book: Gradebook, component: ComponentPlan, way: Way, row: int) -> str:
    gives = f"at most {way.most:.2f}"
    if way.window == Window.ON_TIME:
        text = f"On time: {gives}"
    elif way.cost and way.window == Window.SLACK:
        text = f"It spends {way.cost} of {_left(book, component, row)}: {gives}"
    elif way.cost:
        text = f"It counts as late and spends {_days(way.cost)} of slack: {gives}"
    else:
        text = f"It counts as late: {gives}"
    if component.selection == "latest":
        return f"{text}. The latest upload counts, also if it is worse."
    if not way.raises:
        return f"{text}. Your mark is that good already."
    if way.beats is not None and component.cutoffs is not None:
        side = "above" if component.cutoffs.maximize else "below"
        return f"{text}. A score {side} {way.beats:.6g} raises your mark."
    return f"{text}."


def _also(
    book: Gradebook, component: ComponentPlan, found: Prospect, row: int
) -> list[str]:
    lines = []
    early = float(book.deadlines[component.slug].early[row])
    factor = component.late_rule.early_factor
    if found.meets_early:
        when = words(early, book.plan.time_zone)
        lines.append(f"It meets the early deadline of {when}.")
    if found.misses_early:
        lines.append(
            "Nothing was received by the early deadline, so every mark here is"
            f" multiplied by {factor:g}; the numbers above have that in them."
        )
    cap = float(book.caps[component.slug][row])
    if component.slack and component.late_rule.spends and not isinf(cap):
        lines.append(f"You let this component take at most {_days(int(cap))} of slack.")
    return lines


def _left(book: Gradebook, component: ComponentPlan, row: int) -> str:
    at_hand = int(book.components[component.slug].slack_before[row])
    return (
        "your 1 slack day left" if at_hand == 1 else f"your {at_hand} slack days left"
    )


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
