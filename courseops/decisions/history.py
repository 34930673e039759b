"""The record of changes of one decision, in words: the newest first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from courseops.instants import in_words
from courseops.models import AuditEvent, Course, User

_LABELS = {
    "until": "until",
    "early": "early",
    "on_time": "on time",
    "late": "late",
}


@dataclass(frozen=True, kw_only=True)
class Change:
    """One applied change; ``before`` and ``after`` are in words, empty for nothing."""

    at: datetime
    actor: User | None
    before: str
    after: str
    why: str


def history(
    *, course: Course, target: str, area: str, words: Callable[[Any], str]
) -> list[Change]:
    """Return the changes of *area* (``extension``, ``override``) made to *target*.

    *words* puts a recorded value, which is not None, in words. One query.
    """
    events = AuditEvent.objects.filter(
        course=course, target=target, verb__startswith=f"{area}."
    )
    return [
        Change(
            at=event.at,
            actor=event.actor,
            before="" if event.before is None else words(event.before),
            after="" if event.after is None else words(event.after),
            why=event.why,
        )
        for event in events.select_related("actor")
    ]


def extension_words(state: dict[str, Any], *, zone: ZoneInfo) -> str:
    """Put an extension as it is recorded in words: 3 days; until 3 Dec 2026, 18:00 EST."""
    told = []
    if state.get("excused"):
        told.append("excused")
    if "days" in state:
        told.append(f"{state['days']} day{'' if state['days'] == 1 else 's'}")
    for name, label in _LABELS.items():
        if name in state:
            moment = datetime.fromisoformat(state[name])
            told.append(f"{label} {in_words(moment, zone=zone)}")
    return ", ".join(told)
