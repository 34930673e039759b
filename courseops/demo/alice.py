"""What Alice did: a history in which every rule of the course shows.

In homework 1 she met the early deadline, had a file refused, and used two slack days
for her best score. Homework 2 is under way, homework 3 just begun.
"""

from datetime import datetime, timedelta

from courseops.demo.histories import Try
from courseops.demo.term import Dates

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def tries(slug: str, dates: Dates, *, until: datetime) -> list[Try]:
    """Return Alice's submissions to a competition up to *until*, in order."""
    released, on_time = dates.released, dates.on_time
    early = dates.early or on_time
    plans: dict[str, list[tuple[datetime, float | None]]] = {
        "warm-up": [
            (released + 3 * DAY + 15 * HOUR, 0.34),
            (released + 3 * DAY + 15.4 * HOUR, None),
            (released + 4 * DAY + 19 * HOUR, 0.655),
        ],
        "hw1p2": [
            (released + 4 * DAY + 14 * HOUR, 0.312),
            (early - 5.2 * HOUR, 0.428),
            (early + 4 * DAY - 3.3 * HOUR, None),
            (early + 4 * DAY - 3.1 * HOUR, 0.561),
            (on_time - 3 * DAY - 6 * HOUR, 0.653),
            (on_time - 26.4 * HOUR, 0.637),
            (on_time - 1.8 * HOUR, 0.702),
            (on_time + 34.6 * HOUR, 0.734),
        ],
        "hw2p2": [
            (released + 5 * DAY + 16 * HOUR, 0.41),
            (early - 9.7 * HOUR, 0.563),
            (until - 4 * DAY - 2.3 * HOUR, 0.668),
            (until - 2 * DAY - 5.1 * HOUR, 0.642),
            (until - 20.6 * HOUR, 0.753),
        ],
        "hw3p2": [
            (until - 18.3 * HOUR, 9.4),
            (until - 7.9 * HOUR, 6.1),
        ],
    }
    # Nobody hands in on the stroke of a minute.
    return [
        Try(at=(at - n * timedelta(seconds=413)).replace(microsecond=0), score=score)
        for n, (at, score) in enumerate(
            sorted(plans[slug], key=lambda plan: plan[0]), 1
        )
    ]
