"""What a course asks for next: the dates of its components in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from courseops.models import Component

HORIZON = timedelta(days=28)
# A quiet month still shows what comes after it.
AT_LEAST = 4
AT_MOST = 10
CLOSE = timedelta(days=2)


@dataclass(frozen=True, kw_only=True)
class Date:
    """One coming date: ``what`` is the word for it, ``is_close`` within two days."""

    component: Component
    at: datetime
    what: str
    is_close: bool


def coming(components: Iterable[Component], *, at: datetime) -> list[Date]:
    """Return the next dates of *components*, the soonest first.

    All within four weeks but at most ten, and at least four if there are as many.
    """
    dates = sorted(
        (date for component in components for date in _dates(component, at)),
        key=lambda date: (date.at, date.component.position),
    )
    near = [date for date in dates if date.at <= at + HORIZON]
    return near[:AT_MOST] if len(near) >= AT_LEAST else dates[:AT_LEAST]


def _dates(component: Component, at: datetime) -> list[Date]:
    has_windows = bool(component.early or component.late)
    named = (
        (component.released, "Opens"),
        (component.early, "Early deadline"),
        (component.on_time, "On-time deadline" if has_windows else "Due"),
        (component.code, "Code due"),
        (component.late, "Late deadline"),
    )
    return [
        Date(
            component=component,
            at=instant,
            what=what,
            is_close=instant - at <= CLOSE,
        )
        for instant, what in named
        if instant is not None and instant >= at
    ]
