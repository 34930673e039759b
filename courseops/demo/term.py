"""Where in the term the demo stands, and how its class takes each competition.

Pure: dates and components come in.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from courseops.demo.histories import Window
from courseops.models import Component

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
    "warm-up": Appetite(worst=0.18, best=0.95, taken_by=0.75, tries=2),
    "hw1p2": Appetite(worst=0.08, best=0.86, taken_by=0.97, tries=5),
    "hw2p2": Appetite(worst=0.10, best=0.95, taken_by=0.9, tries=4),
    "hw3p2": Appetite(worst=26.0, best=2.0, taken_by=0.4, tries=2),
}


def window(component: Component) -> Window:
    """Return the dates of a competition together with its class's appetite.

    ``component`` has ``released`` and ``on_time``. Without an early deadline most of the
    class drops by in the first week.
    """
    assert component.released is not None
    assert component.on_time is not None
    appetite = APPETITES[component.slug]
    first = component.early or component.released + timedelta(days=7)
    limits = component.competition.limits or {}
    return Window(
        released=component.released,
        deadlines=[first, component.on_time],
        closes=component.late or component.on_time,
        worst=appetite.worst,
        best=appetite.best,
        taken_by=appetite.taken_by,
        tries=appetite.tries,
        daily=limits.get("daily") or 10,
    )
