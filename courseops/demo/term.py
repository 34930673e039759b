"""Where in the term the demo stands, and how its class takes each competition.

Pure but for reading a component's columns.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from courseops.demo.histories import Window
from courseops.models import Component

SLUG = "ml-demo"
_SUNDAY = 6
# The second homework's on-time deadline: a Sunday, this many days after the start.
_HW2_DUE = 55


def first_day(today: date) -> date:
    """Return the Monday on which the course starts, seen from *today*.

    The second homework is then due in two to eight days: the first is over, the third
    has just been released, and the fourth is still to come.
    """
    due = today + timedelta(days=2)
    due += timedelta(days=(_SUNDAY - due.weekday()) % 7)
    return due - timedelta(days=_HW2_DUE)


@dataclass(frozen=True, kw_only=True)
class Appetite:
    """How a class takes a competition: who takes part, how often, between which scores."""

    worst: float
    best: float
    taken_by: float
    tries: int


APPETITES = {
    "warm-up": Appetite(worst=0.18, best=1.0, taken_by=0.75, tries=2),
    "hw1p2": Appetite(worst=0.08, best=0.92, taken_by=0.97, tries=5),
    "hw2p2": Appetite(worst=0.10, best=1.0, taken_by=0.9, tries=4),
    "hw3p2": Appetite(worst=26.0, best=2.0, taken_by=0.4, tries=2),
}


@dataclass(frozen=True, kw_only=True)
class Dates:
    """The instants of a competition, and how much one may hand in a day."""

    released: datetime
    early: datetime | None
    on_time: datetime
    late: datetime | None
    daily: int


def dates_of(component: Component) -> Dates:
    """Return the dates of a competition; it has at least a release and a deadline."""
    released, on_time = component.released, component.on_time
    if released is None or on_time is None:
        raise ValueError(f"{component.slug} lacks its release or its deadline")
    limits = component.competition.limits or {}
    return Dates(
        released=released,
        early=component.early,
        on_time=on_time,
        late=component.late,
        daily=limits.get("daily") or 10,
    )


def window(slug: str, dates: Dates) -> Window:
    """Return a competition's dates together with its class's appetite.

    Without an early deadline most of the class drops by in the first week.
    """
    appetite = APPETITES[slug]
    return Window(
        released=dates.released,
        deadlines=[dates.early or dates.released + timedelta(days=7), dates.on_time],
        closes=dates.late or dates.on_time,
        worst=appetite.worst,
        best=appetite.best,
        taken_by=appetite.taken_by,
        tries=appetite.tries,
        daily=dates.daily,
    )
