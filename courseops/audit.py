"""Writes the record of changes."""

from datetime import datetime
from typing import Any

from courseops.models import AuditEvent, Course, User


def record(
    *,
    course: Course | None,
    actor: User | None,
    verb: str,
    target: str,
    before: Any = None,
    after: Any = None,
    why: str = "",
    at: datetime,
) -> AuditEvent:
    """Add one event: *actor* (None for a command) did *verb* to *target*.

    ``before`` and ``after`` are JSON values; call inside the transaction of the change.
    """
    return AuditEvent.objects.create(
        course=course,
        actor=actor,
        verb=verb,
        target=target,
        before=before,
        after=after,
        why=why,
        at=at,
    )
