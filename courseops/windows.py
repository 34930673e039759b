"""Until when submissions count (policies.md sections 3, 4 and 5)."""

from datetime import datetime


def last_deadline(
    *, policy: str, on_time: datetime | None, late: datetime | None
) -> datetime | None:
    """Return the instant after which nothing counts; None where there is no such end.

    *policy* is the kind of the component's late policy: ``refuse`` ends on time,
    ``slack_or_late`` ends there unless a late deadline is set, the others have no end
    but a late deadline.
    """
    if policy == "refuse":
        return on_time
    if policy == "slack_or_late":
        return late or on_time
    return late
