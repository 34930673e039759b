"""Reads who watched the video of a session: a list of ours, or what a video site exports.

A CSV with a column ``login`` or ``email``, and perhaps ``session``, ``watched_at`` and
``minutes``; either of the first two may hold logins or e-mail addresses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TypeVar

from courseops.cells import arrival, number_within
from courseops.datafile import (
    DataFileError,
    Record,
    line_of,
    lines_of,
    records,
    text_of,
)
from courseops.models import Component
from courseops.written_times import parse_day
from participation import sessions

OPTIONAL = ("session", "watched_at", "minutes")
MOST_MINUTES = 100_000
Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True)
class Watched:
    """A line: who watched which session's video, for how long, and when.

    ``minutes`` and ``at`` are None where the file does not tell.
    """

    line: int
    who: str
    session: date
    minutes: float | None
    at: datetime | None


def read(
    data: bytes, *, component: Component, session: date | None, now: datetime
) -> list[Watched]:
    """Return the lines of a file in their order.

    A line without a session is about *session*. Raises DataFileError with every
    problem: no CSV, an unknown column, a day that is no session or is still to come, a
    time that is none.
    """
    lines = lines_of(text_of(data))
    header = [name.lower() for name in lines[0].cells] if lines else []
    who = "email" if "email" in header and "login" not in header else "login"
    rows, problems = records(data, required=(who,), optional=OPTIONAL)
    reader = _Reader(component, who=who, session=session, now=now)
    found = [one for row in rows if (one := reader.taken(row)) is not None]
    if problems := [*problems, *reader.problems]:
        raise DataFileError(sorted(problems, key=line_of))
    if not found:
        raise DataFileError(["There is nobody in the file."])
    return found


class _Reader:
    """Reads line after line of a file about one component."""

    def __init__(
        self, component: Component, *, who: str, session: date | None, now: datetime
    ) -> None:
        self._who, self._session = who, session
        self._days = sessions.days(component)
        self._today = sessions.today(component.course, at=now)
        self._arrival = partial(arrival, zone=component.course.zone, now=now)
        self.problems: list[str] = []

    def taken(self, row: Record) -> Watched | None:
        """Return what *row* says; None where it has problems, which are noted."""
        known = len(self.problems)
        if not row[self._who]:
            self.problems.append(row.problem(self._who, "is empty"))
        day = self._read(row, "session", self._day)
        minutes = self._read(row, "minutes", _minutes) if row["minutes"] else None
        at = self._read(row, "watched_at", self._arrival) if row["watched_at"] else None
        if day is None or len(self.problems) > known:
            return None
        return Watched(
            line=row.line, who=row[self._who], session=day, minutes=minutes, at=at
        )

    def _read(
        self, row: Record, column: str, reader: Callable[[str], Value]
    ) -> Value | None:
        try:
            return reader(row[column])
        except ValueError as error:
            self.problems.append(row.problem(column, str(error)))
            return None

    def _day(self, text: str) -> date:
        day = parse_day(text) if text else self._session
        if day is None:
            raise ValueError("is empty, and no session was named for the file")
        if day not in self._days:
            raise ValueError(f"{day} is no session")
        if day > self._today:
            raise ValueError(f"the session of {day} is still to come")
        return day


def _minutes(text: str) -> float:
    return number_within(text, most=MOST_MINUTES)
