"""Where an extension moves one student's deadlines (policies.md section 1).

Pure: what to move and by how much comes in, the present moment never.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from courseops.instants import in_zone


class Moves(Protocol):
    """What an extension says about deadlines, as the row of the same name holds it."""

    @property
    def days(self) -> int | None: ...
    @property
    def until(self) -> datetime | None: ...
    @property
    def early(self) -> datetime | None: ...
    @property
    def on_time(self) -> datetime | None: ...
    @property
    def late(self) -> datetime | None: ...


class Deadlines(NamedTuple):
    """One student's deadlines of one component; None is none."""

    early: datetime | None
    on_time: datetime | None
    late: datetime | None


def moved(
    *,
    early: datetime | None,
    on_time: datetime | None,
    late: datetime | None,
    extension: Moves,
    zone: ZoneInfo,
) -> Deadlines:
    """Return the three deadlines as *extension* moves them, in UTC.

    By days of the calendar of *zone*, keeping the clock time; else so that on-time is
    at ``until`` and the others move by the same elapsed time. An instant given for one
    of them wins. What has no instant is not moved; ``until`` without an on-time
    deadline moves nothing.
    """
    given = Deadlines(early, on_time, late)
    if extension.until is not None and on_time is not None:
        given = _by(given, extension.until - on_time)
    elif extension.until is None and extension.days:
        given = _by_days(given, extension.days, zone)
    return Deadlines(
        early=extension.early or given.early,
        on_time=extension.on_time or given.on_time,
        late=extension.late or given.late,
    )


def days_later(instant: datetime, *, days: int, zone: ZoneInfo) -> datetime:
    """Return the instant, in UTC, at which the clocks of *zone* show the same time.

    A time that they show twice is the second one; for one that they skip it is as long
    after the last second before the change as the clocks say. Raises OverflowError
    beyond the calendar.
    """
    local = instant.astimezone(zone).replace(tzinfo=None, fold=0) + timedelta(days=days)
    try:
        return in_zone(local, zone=zone)
    except ValueError:
        return local.replace(tzinfo=zone).astimezone(UTC)


def _by(given: Deadlines, span: timedelta) -> Deadlines:
    return Deadlines(*(None if at is None else at + span for at in given))


def _by_days(given: Deadlines, days: int, zone: ZoneInfo) -> Deadlines:
    return Deadlines(
        *(None if at is None else days_later(at, days=days, zone=zone) for at in given)
    )
