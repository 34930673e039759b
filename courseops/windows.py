"""Until when work counts (policies.md sections 3, 4 and 5)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

DAY = timedelta(days=1)


def last_deadline(
    late_policy: Mapping[str, Any] | None,
    *,
    on_time: datetime | None,
    late: datetime | None,
) -> datetime | None:
    """Return the instant after which nothing counts; None where there is no such end.

    *late_policy* is a component's, None for the default: ``refuse`` ends on time,
    ``slack_or_late`` ends there unless a late deadline is set, the others have no end
    but a late deadline, or the last of the days late that they take (``max_days``).
    """
    policy = late_policy or {"kind": "refuse"}
    if policy["kind"] == "refuse":
        return on_time
    if policy["kind"] == "slack_or_late":
        return late or on_time
    most = policy.get("max_days")
    if most is None or on_time is None:
        return late
    end: datetime = on_time + most * DAY
    return min(late or end, end)
