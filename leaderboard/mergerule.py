"""How many entries a team that is put together may bring: Kaggle's rule, pure.

The submissions of all of them may not be more than one participant could have made by
now: the limit of a day for each day since the release (of a month for each month), and
the limit in all. Days are the course's; the first one counts as a whole.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo


class Bound(NamedTuple):
    """The most submissions there may be by now, and what that is made of, in words."""

    most: int
    made_of: str


def bounds(
    limits: Mapping[str, int | None],
    *,
    released: datetime | None,
    at: datetime,
    zone: ZoneInfo,
) -> list[Bound]:
    """Return what holds *at* that instant; without a release only what holds in all.

    *limits* are a competition's.
    """
    found = []
    daily, monthly, total = (limits.get(one) for one in ("daily", "monthly", "total"))
    if released is not None:
        first, today = (one.astimezone(zone).date() for one in (released, at))
        days = max(0, (today - first).days + 1)
        months = 12 * (today.year - first.year) + today.month - first.month + 1
        if daily is not None:
            found.append(
                Bound(daily * days, f"{daily} a day for {_counted(days, 'day')}")
            )
        if monthly is not None:
            words = f"{monthly} a month for {_counted(months, 'month')}"
            found.append(Bound(monthly * max(0, months), words))
    if total is not None:
        found.append(Bound(total, f"{total} in all"))
    return found


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
