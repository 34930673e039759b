"""Reads the cells of a CSV of facts: numbers, instants.

Each function raises ValueError with words for whoever wrote the file.
"""

import math
import re
from datetime import datetime
from zoneinfo import ZoneInfo

from courseops.clock import floor_to_second
from courseops.instants import parse_instant

NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
WHOLE = re.compile(r"\d{1,9}", re.ASCII)


def number(text: str) -> float:
    """Return the finite number, decimal or scientific, that *text* writes."""
    value = float(text) if NUMBER.fullmatch(text) else math.nan
    if not math.isfinite(value):
        raise ValueError(f"“{text}” is no finite number; expected one such as 12.5")
    return value


def number_within(text: str, *, most: float) -> float:
    """Return the number that *text* writes, from 0 to *most*."""
    value = number(text)
    if value < 0:
        raise ValueError(f"{text} is below 0")
    if value > most:
        raise ValueError(f"{text} is more than {most:.15g}")
    return value


def whole(text: str, *, least: int) -> int:
    """Return the whole number that *text* writes, at least *least*."""
    if not WHOLE.fullmatch(text) or int(text) < least:
        raise ValueError(f"“{text}” is no whole number from {least} up")
    return int(text)


def arrival(text: str, *, zone: ZoneInfo, now: datetime) -> datetime:
    """Return when something was received, in UTC, floored to the second.

    Without an offset the text is time in *zone*. What lies after *now* is refused.
    """
    instant = parse_instant(text, zone=zone)
    if instant > now:
        raise ValueError(f"{text} is later than now, {now:%Y-%m-%dT%H:%M:%SZ}")
    return floor_to_second(instant)
