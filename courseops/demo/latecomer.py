"""A student who missed the early deadline of homework 1 and came three days late.

He lets the homework take no slack days, so that his file counts as late.
"""

from datetime import datetime, timedelta

from courseops.demo.histories import Try
from courseops.demo.term import Dates

LOGIN = "wtsai"
_DAY = timedelta(days=1)


def tries(slug: str, dates: Dates, *, until: datetime) -> list[Try]:
    """Return his submissions to a competition up to *until*: to homework 1 alone."""
    if slug != "hw1p2":
        return []
    on_time = dates.on_time
    made = [
        Try(at=on_time - timedelta(hours=5, minutes=17, seconds=8), score=0.331),
        Try(at=on_time + 1.4 * _DAY, score=0.648),
        Try(at=on_time + 2.61 * _DAY, score=0.693),
    ]
    return [one for one in made if one.at <= until]
