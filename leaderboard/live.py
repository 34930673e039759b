"""How a page follows a submission until it is settled."""

from datetime import datetime, timedelta

from leaderboard.models import OPEN_STATES, Submission

# (as long as it waits less than this, ask again after so many seconds)
_PACE = (
    (timedelta(seconds=10), 1),
    (timedelta(minutes=1), 2),
    (timedelta(minutes=10), 10),
)
_SLOWEST = 30


def pace(submission: Submission, *, at: datetime) -> int | None:
    """Return after how many seconds a page asks again; None once it is settled.

    Most are scored within seconds; a queue that has stood for minutes is not asked by
    every open page every second.
    """
    if submission.state not in OPEN_STATES:
        return None
    since = max(
        submission.received_at, submission.enqueued_at or submission.received_at
    )
    waited = at - since
    return next((seconds for until, seconds in _PACE if waited < until), _SLOWEST)
