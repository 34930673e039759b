"""Dates and times as a course file writes them (policies.md section 1).

Their normal form is the shortest text that says the same: a deadline at 23:59:59 is a
bare date, one at the 59th second of a minute needs no seconds; what opens at 00:00:00
is a bare date.
"""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from courseops.instants import in_zone

YEARS = range(1900, 2200)
DAY_EXAMPLE = "2020-09-27"
_DAY = r"(\d{4})-(\d{2})-(\d{2})"
_CLOCK = r"(\d{2}):(\d{2})(?::(\d{2}))?"
_MOMENT = re.compile(rf"{_DAY}(?:[ Tt]+{_CLOCK})?")
_TIME = re.compile(r"(\d{1,2}):(\d{2})")
_OFFSET = re.compile(r"(?:[Zz]|[+-]\d{2}:?\d{2})$")


def parse_day(text: str) -> date:
    """Return the day that *text* names; ValueError tells what is wrong."""
    match = re.fullmatch(_DAY, text)
    if not match:
        raise ValueError(f"expected a day such as {DAY_EXAMPLE}")
    return _day(*match.groups())


def parse_moment(text: str, *, deadline: bool) -> datetime:
    """Return what the course's clocks show, without a zone.

    A deadline without a time is at 23:59:59, one without seconds at the 59th second;
    anything else starts at 00:00:00 and at the full minute.
    """
    match = _MOMENT.fullmatch(text.strip())
    if not match:
        raise ValueError(_why_no_moment(text.strip()))
    day = _day(*match.groups()[:3])
    hour, minute, second = match.groups()[3:]
    if hour is None:
        clock = time(23, 59, 59) if deadline else time()
    else:
        last = 59 if deadline else 0
        clock = _clock(hour, minute, last if second is None else int(second))
    return datetime.combine(day, clock)


def shortest(moment: datetime, *, deadline: bool) -> str:
    """Return the shortest text that :func:`parse_moment` reads as *moment*."""
    clock = moment.time()
    if clock == (time(23, 59, 59) if deadline else time()):
        return f"{moment:%Y-%m-%d}"
    if moment.second == (59 if deadline else 0):
        return f"{moment:%Y-%m-%d %H:%M}"
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def instant(text: str, *, deadline: bool, zone: ZoneInfo) -> datetime:
    """Return the instant, in UTC, that *text* means in *zone*.

    Raises ValueError for a time that the zone's clocks skip.
    """
    return in_zone(parse_moment(text, deadline=deadline), zone=zone)


def local_text(moment: datetime, *, deadline: bool, zone: ZoneInfo) -> str:
    """Return the shortest text for an instant: the other way of :func:`instant`."""
    local = moment.astimezone(zone).replace(tzinfo=None, microsecond=0, fold=0)
    return shortest(local, deadline=deadline)


def parse_time(text: str) -> time:
    """Return the clock time that *text*, such as 08:00, names."""
    match = _TIME.fullmatch(text)
    if not match:
        raise ValueError('expected a quoted time such as "08:00"')
    return _clock(match[1], match[2], 0)


def _why_no_moment(text: str) -> str:
    if _OFFSET.search(text) and "T" in text.upper():
        return (
            "times in a course file are in the course's time zone; leave out the"
            " offset or Z"
        )
    return f"expected a date such as {DAY_EXAMPLE} or {DAY_EXAMPLE} 18:00"


def _day(year: str, month: str, day: str) -> date:
    if int(year) not in YEARS:
        raise ValueError(f"the year is not between {YEARS[0]} and {YEARS[-1]}")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError("there is no such day in the calendar") from None


def _clock(hour: str, minute: str, second: int) -> time:
    try:
        return time(int(hour), int(minute), second)
    except ValueError:
        raise ValueError("there is no such time of day") from None
