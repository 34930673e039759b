"""How a page follows a submission until it is settled."""

from datetime import datetime, timedelta

# (as long as it waits less than this, ask again after so many seconds)
_PACE = (
    (timedelta(seconds=10), 1),
    (timedelta(minutes=1), 2),
    (timedelta(minutes=10), 10),
)
_SLOWEST = 30


def seconds_to_next_look(*, waiting_since: datetime, at: datetime) -> int:
    """Return after how many seconds a page asks again about an open submission.

    Most are scored within seconds; a queue that has stood for minutes is not asked by
    every open page every second.
    """
    waited = at - waiting_since
    return next((pace for until, pace in _PACE if waited < until), _SLOWEST)
