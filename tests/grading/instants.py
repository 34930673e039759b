"""The instants around the deadline of the competition that most tests use."""

from datetime import UTC, datetime, timedelta

RELEASED = datetime(2020, 9, 6, 4, tzinfo=UTC)
IN_TIME = datetime(2020, 9, 20, 12, tzinfo=UTC)
DEADLINE = datetime(2020, 9, 28, 3, 59, 59, tzinfo=UTC)
JUST_AFTER = DEADLINE + timedelta(seconds=1)
LATER = datetime(2020, 12, 18, 5, tzinfo=UTC)
