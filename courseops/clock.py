"""The only reader of the system clock.

Views, tasks and commands call :func:`now` once and hand the instant on;
nothing below them asks what time it is.
"""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present instant, in UTC."""
    return datetime.now(UTC)


def floor_to_second(instant: datetime) -> datetime:
    """Drop the fraction of a second (policies.md section 1)."""
    return instant.replace(microsecond=0)
