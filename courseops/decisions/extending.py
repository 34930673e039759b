"""Extensions and excuses: granted, replaced, taken back (policies.md section 1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from courseops import audit
from courseops.extensions import Deadlines, moved
from courseops.instants import in_words
from courseops.models import Component, Enrollment, Extension, User

MOST_DAYS = 1000
MOVES = ("days", "until", "early", "on_time", "late")
_FIELDS = [*MOVES, "excused", "reason", "actor", "at"]
_WORDS = ("early", "on-time", "late")


class ExtensionRefusedError(ValueError):
    """The extension cannot be granted; the text says why."""


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What to grant, as :class:`Extension` has it: a move, instants, or an excuse."""

    days: int | None = None
    until: datetime | None = None
    early: datetime | None = None
    on_time: datetime | None = None
    late: datetime | None = None
    excused: bool = False


def deadlines_with(*, component: Component, grant: Grant) -> Deadlines:
    """Return the deadlines that *grant* leads to, in UTC.

    Raises ExtensionRefusedError for one that gives less time than the course does, or
    that puts deadlines out of order.
    """
    if grant.days is not None and not 0 <= grant.days <= MOST_DAYS:
        raise ExtensionRefusedError(
            f"{grant.days} days: expected a whole number from 0 to {MOST_DAYS}"
        )
    own = Deadlines(component.early, component.on_time, component.late)
    zone = component.course.zone
    try:
        found = moved(**own._asdict(), extension=grant, zone=zone)
    except OverflowError:
        raise ExtensionRefusedError("that is beyond the calendar") from None
    _check_gives_time(own, found, zone)
    _check_order(found, zone)
    return found


@transaction.atomic
def grant_extension(
    *,
    component: Component,
    students: Sequence[Enrollment],
    grant: Grant,
    reason: str,
    actor: User | None,
    at: datetime,
) -> Deadlines:
    """Give each of *students* the extension, in place of one they may have.

    Returns the deadlines that they have from then on. Raises ExtensionRefusedError where
    there is no reason, nothing to grant, or what is granted makes no sense.
    """
    found = deadlines_with(component=component, grant=grant)
    _check(grant, reason)
    known = _in_force(component, students)
    rows = [
        Extension(
            component=component,
            enrollment=student,
            reason=reason,
            actor=actor,
            at=at,
            **vars(grant),
        )
        for student in students
    ]
    Extension.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["component", "enrollment"],
        update_fields=_FIELDS,
    )
    for row in rows:
        before = known.get(row.enrollment_id)
        _record("grant", row, before=before, after=row, why=reason, by=actor, at=at)
    return found


@transaction.atomic
def remove_extension(
    *,
    component: Component,
    students: Sequence[Enrollment],
    reason: str,
    actor: User | None,
    at: datetime,
) -> int:
    """Take back the extension or excuse of each of *students*; return how many had one.

    Raises ExtensionRefusedError without a reason.
    """
    _check_reason(reason)
    known = _in_force(component, students)
    for row in known.values():
        _record("remove", row, before=row, after=None, why=reason, by=actor, at=at)
        row.delete()
    return len(known)


def _check_gives_time(own: Deadlines, found: Deadlines, zone: ZoneInfo) -> None:
    for word, before, after in zip(_WORDS, own, found, strict=True):
        if before is not None and after is not None and after < before:
            raise ExtensionRefusedError(
                f"the {word} deadline would be {in_words(after, zone=zone)}, before the"
                f" course's own, {in_words(before, zone=zone)}; an extension gives time"
            )


def _check_order(found: Deadlines, zone: ZoneInfo) -> None:
    if found.late is not None and found.on_time is None:
        raise ExtensionRefusedError("a late deadline needs an on-time one")
    given = [(w, at) for w, at in zip(_WORDS, found, strict=True) if at is not None]
    for (sooner, one), (later, other) in pairwise(given):
        if other < one:
            raise ExtensionRefusedError(
                f"the {later} deadline {in_words(other, zone=zone)} would be before the"
                f" {sooner} one, {in_words(one, zone=zone)}"
            )


def _check(grant: Grant, reason: str) -> None:
    _check_reason(reason)
    asked = [name for name in MOVES if getattr(grant, name) is not None]
    if grant.excused and asked:
        raise ExtensionRefusedError("an excuse goes without an extension")
    if grant.days is not None and grant.until is not None:
        raise ExtensionRefusedError("give either days or an instant, not both")
    if not grant.excused and not (grant.days or asked not in ([], ["days"])):
        raise ExtensionRefusedError(
            "there is nothing to grant: 0 days move no deadline"
        )


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise ExtensionRefusedError("give a reason; it is kept with the change")


def _in_force(
    component: Component, students: Sequence[Enrollment]
) -> dict[int, Extension]:
    found = Extension.objects.filter(component=component, enrollment__in=students)
    rows = found.select_related("enrollment__user", "component__course")
    return {row.enrollment_id: row for row in rows}


def _record(
    verb: str,
    row: Extension,
    *,
    before: Extension | None,
    after: Extension | None,
    why: str,
    by: User | None,
    at: datetime,
) -> None:
    audit.record(
        course=row.component.course,
        actor=by,
        verb=f"extension.{verb}",
        target=f"{row.component.slug} of {row.enrollment.user.login}",
        before=_state(before),
        after=_state(after),
        why=why,
        at=at,
    )


def _state(row: Extension | None) -> dict[str, Any] | None:
    if row is None:
        return None
    values = {name: getattr(row, name) for name in (*MOVES, "excused")}
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
        if value not in (None, False)
    }
