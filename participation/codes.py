"""The code of the day: made, shown for some minutes, closed."""

import secrets
from datetime import date, datetime, time, timedelta

from django.db import transaction

from courseops import audit
from courseops.instants import in_words, in_zone
from courseops.models import Component, User
from participation import sessions
from participation.models import SessionCode

# Capitals and digits of which no two look alike: no 0 O Q D, 1 I L, 2 Z, 5 S, 8 B, U V.
ALPHABET = "ACEFHJKMNPRTWXY34679"
LENGTH = 5
MINUTES, MOST_MINUTES = 10, 600


class CodeRefusedError(ValueError):
    """No code is opened; the text is a sentence that says why."""


def normalised(text: str) -> str:
    """Return a typed code as codes are kept: capitals, no spaces, no hyphens."""
    return "".join(text.upper().replace("-", " ").split())


def starts_at(
    component: Component, session: date, *, clock_time: time | None, at: datetime
) -> datetime:
    """Return when a code opens: *at*, or at a time of the session's day.

    Raises CodeRefusedError for a session to come without a time, for a time that is
    past, and for one that the clocks of the day skip.
    """
    course = component.course
    if clock_time is None:
        if session > sessions.today(course, at=at):
            raise CodeRefusedError(
                "The session is still to come: say from what time on the code counts."
            )
        return at
    try:
        opens = in_zone(datetime.combine(session, clock_time), zone=course.zone)
    except ValueError as error:
        raise CodeRefusedError(f"{error}.") from None
    if opens < at.replace(second=0, microsecond=0):
        then = in_words(opens, zone=course.zone)
        raise CodeRefusedError(f"{then} is past; without a time it counts from now on.")
    return opens


@transaction.atomic
def open_code(
    *,
    component: Component,
    session: date,
    opens_at: datetime,
    minutes: int,
    actor: User | None,
    at: datetime,
) -> SessionCode:
    """Return a new code for a session; the one it had before counts no more."""
    # Locked, so that no two codes of the component are made at once.
    Component.objects.select_for_update(no_key=True).get(pk=component.pk)
    code, _ = SessionCode.objects.update_or_create(
        component=component,
        session=session,
        defaults={
            "code": _unused(component),
            "opens_at": opens_at,
            "expires_at": opens_at + timedelta(minutes=minutes),
            "actor": actor,
        },
    )
    _record(code, "attendance.open", actor=actor, at=at)
    return code


@transaction.atomic
def close_code(*, code: SessionCode, actor: User | None, at: datetime) -> None:
    """Let *code* count no more; without effect on one that has expired."""
    # One that has not opened closes before it opens.
    ends = at - timedelta(seconds=1)
    open_still = SessionCode.objects.filter(pk=code.pk, expires_at__gt=ends)
    if open_still.update(expires_at=ends):
        code.expires_at = ends
        _record(code, "attendance.close", actor=actor, at=at)


def is_open(code: SessionCode, *, at: datetime) -> bool:
    """Tell whether entering *code* at that instant counts; its last second is inside."""
    return code.opens_at <= at <= code.expires_at


def _unused(component: Component) -> str:
    """Return a code that no session of the course has."""
    taken = set(
        SessionCode.objects.filter(
            component__course_id=component.course_id
        ).values_list("code", flat=True)
    )
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if code not in taken:
            return code


def _record(code: SessionCode, verb: str, *, actor: User | None, at: datetime) -> None:
    component = code.component
    audit.record(
        course=component.course,
        actor=actor,
        verb=verb,
        target=f"component:{component.slug}",
        after={
            "session": code.session.isoformat(),
            "until": f"{code.expires_at:%Y-%m-%dT%H:%M:%SZ}",
        },
        at=at,
    )
