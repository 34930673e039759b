"""A student's slack days as a ledger: what each component took, and why.

Nothing is counted up: every line is read off the recomputed gradebook.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isinf, isnan

from grading.policy.book import Gradebook
from grading.policy.columns import ComponentColumns, State, Window
from grading.policy.plan import ComponentPlan


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One component: the days at hand before it, those it took, and why."""

    slug: str
    title: str
    on_time: datetime | None
    before: int
    taken: int
    after: int
    why: str


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """The budget, what was done with it in the student's own order, what is left."""

    days: int
    entries: Sequence[Entry]
    left: int
    is_optimal: bool


def ledger(book: Gradebook, row: int) -> Ledger | None:
    """Return the ledger of the student in *row*; None in a course without slack."""
    if book.slack_left is None or book.plan.slack_days is None:
        return None
    spending = [
        component
        for _, _, component in book.plan.components()
        if component.slack
        and component.late_rule.spends
        and book.components[component.slug].applies[row]
    ]
    spending.sort(key=lambda one: float(book.deadlines[one.slug].on_time[row]))
    entries, left = [], book.plan.slack_days
    for component in spending:
        entry = _entry(book, component, row, before=left)
        entries.append(entry)
        left = entry.after
    return Ledger(
        days=book.plan.slack_days,
        entries=entries,
        left=int(book.slack_left[row]),
        is_optimal=book.plan.slack_strategy == "optimal",
    )


def _entry(
    book: Gradebook, component: ComponentPlan, row: int, *, before: int
) -> Entry:
    columns = book.components[component.slug]
    used = float(columns.slack_used[row])
    taken = 0 if isnan(used) else int(used)
    on_time = float(book.deadlines[component.slug].on_time[row])
    return Entry(
        slug=component.slug,
        title=component.title,
        on_time=None if isinf(on_time) else datetime.fromtimestamp(on_time, UTC),
        before=before,
        taken=taken,
        after=before - taken,
        why=_why(book, component, columns, row),
    )


def _why(
    book: Gradebook, component: ComponentPlan, columns: ComponentColumns, row: int
) -> str:
    state = State(int(book.states[component.slug][row]))
    if state == State.EXCUSED:
        return "excused: it takes no days"
    if state == State.DROPPED and component.late_rule.kind == "free_days":
        return "dropped: its days went back to the others"
    if state == State.PENDING:
        return "pending"
    if state == State.MISSING:
        return "nothing received"
    days = int(columns.days_late[row]) if not isnan(columns.days_late[row]) else 0
    late = "1 day late" if days == 1 else f"{days} days late"
    window = Window(int(columns.window[row]))
    if window == Window.ON_TIME:
        return "on time"
    if window == Window.SLACK:
        return f"{late}, covered"
    cap = float(book.caps[component.slug][row])
    limit = "" if isinf(cap) else f", you allow {int(cap)} here"
    return f"{late}, not covered{limit}"
