"""Reads instants that people write, and writes instants that people read.

Pure: a zone comes in as an argument, the present moment never (policies.md section 1).
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def in_zone(local: datetime, *, zone: ZoneInfo) -> datetime:
    """Return the instant, in UTC, at which the clocks of *zone* show naive *local*.

    A time that the clocks show twice in autumn is the second one. Raises ValueError
    for one that they skip in spring, and for one beyond the calendar.
    """
    second = local.replace(tzinfo=zone, fold=1)
    try:
        instant = second.astimezone(UTC)
    except OverflowError:
        raise ValueError(f"{local} is beyond the calendar") from None
    if instant.astimezone(zone).replace(tzinfo=None, fold=0) != local.replace(fold=0):
        raise ValueError(
            f"{local:%Y-%m-%d %H:%M:%S} does not exist in {zone.key}: the clocks are"
            " put forward over it; give a time before or after the change"
        )
    return instant


def parse_instant(text: str, *, zone: ZoneInfo) -> datetime:
    """Return the instant, in UTC, that ISO 8601 *text* names.

    With ``Z`` or an offset the text stands for itself; without one it is time in
    *zone*. Raises ValueError for anything else, also for a day without a time and for
    what the calendar, in UTC or in *zone*, does not reach.
    """
    text = text.strip()
    example = "expected ISO 8601 such as 2020-09-27T18:00:00-04:00 or 2020-09-27T18:00"
    if "T" not in text.upper() and " " not in text:
        raise ValueError(f"“{text}” has no time of day; {example}")
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}” is no instant; {example}") from None
    if parsed.tzinfo is None:
        return in_zone(parsed, zone=zone)
    try:
        return parsed.astimezone(zone).astimezone(UTC)
    except OverflowError:
        raise ValueError(f"“{text}” is beyond the calendar") from None


def in_words(instant: datetime, *, zone: ZoneInfo, seconds: bool = False) -> str:
    """Return *instant* as *zone* reads it, to the minute: 27 Sep 2020, 23:59 EDT.

    Or to the second, where a second decides. A zone whose time has no name shows its
    offset: UTC-03.
    """
    local = instant.astimezone(zone)
    name = local.tzname() or "UTC"
    if name[0] in "+-":
        name = f"UTC{name}"
    clock = f"{local:%H:%M:%S}" if seconds else f"{local:%H:%M}"
    return f"{local.day} {local:%b %Y}, {clock} {name}"
