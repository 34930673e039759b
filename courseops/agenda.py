"""What a course asks for next: the dates of its components in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from courseops.deadlines import last
from courseops.models import Component, Kind

HORIZON = timedelta(days=28)
# A quiet month still shows what comes after it.
AT_LEAST = 4
AT_MOST = 10
CLOSE = timedelta(days=2)
# Kinds whose work is done on a page of theirs, while it is open.
_OPENED = (Kind.QUIZ, Kind.PEER_REVIEW)


@dataclass(frozen=True, kw_only=True)
class Date:
    """One coming date; ``what`` is the word for it."""

    component: Component
    at: datetime
    what: str
    is_deadline: bool = True


@dataclass(frozen=True, kw_only=True)
class Day:
    """The dates of one day of the course; ``is_close`` where a deadline is near."""

    day: date
    dates: list[Date]
    is_close: bool


@dataclass(frozen=True, kw_only=True)
class Open:
    """A quiz or reviews that are open now; ``closes`` is the last second."""

    component: Component
    closes: datetime


def open_now(components: Iterable[Component], *, at: datetime) -> list[Open]:
    """Return quizzes and reviews whose window is open and has an end, the next end first."""
    found = [
        Open(component=component, closes=closes)
        for component in components
        if component.kind in _OPENED
        and (component.released is None or component.released <= at)
        and (closes := last(component)) is not None
        and closes >= at
    ]
    return sorted(found, key=lambda one: (one.closes, one.component.position))


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


def by_day(dates: Iterable[Date], *, zone: ZoneInfo, at: datetime) -> list[Day]:
    """Group sorted *dates* by their day in the course's zone."""
    days = []
    for day, group in groupby(dates, key=lambda d: d.at.astimezone(zone).date()):
        of_day = list(group)
        is_close = any(d.is_deadline and d.at - at <= CLOSE for d in of_day)
        days.append(Day(day=day, dates=of_day, is_close=is_close))
    return days


def _dates(component: Component, at: datetime) -> list[Date]:
    has_windows = bool(component.early or component.late)
    named = (
        (component.early, "Early deadline"),
        (component.on_time, "On-time deadline" if has_windows else "Due"),
        (component.code, "Code due"),
        (component.late, "Late deadline"),
    )
    dates = [
        Date(component=component, at=instant, what=what)
        for instant, what in named
        if instant is not None and instant >= at
    ]
    if component.released is not None and component.released > at:
        opens = Date(
            component=component,
            at=component.released,
            what="Opens",
            is_deadline=False,
        )
        dates.append(opens)
    return dates
