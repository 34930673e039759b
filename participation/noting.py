"""Staff note by hand who was in a session and who is excused from it."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from courseops import audit
from courseops.models import Component, Enrollment, User
from participation.models import Presence

# What is written where nothing is known of a student: absent, once the day is past.
ABSENT = "absent"
STATES = (*Presence.State.values, ABSENT)


@transaction.atomic
def note(
    *,
    component: Component,
    session: date,
    states: Mapping[Enrollment, str],
    actor: User | None,
    at: datetime,
) -> int:
    """Make each student's state in a session what staff say; return how many changed.

    The states are those of STATES. What a student has already stays as it was noted,
    with its source and time. The change is recorded with what was before.
    """
    # Locked, so that two changes follow one another.
    Component.objects.select_for_update(no_key=True).get(pk=component.pk)
    here = Presence.objects.filter(component=component, session=session)
    known = dict(
        here.filter(enrollment__in=states).values_list("enrollment_id", "state")
    )
    changed = {
        student: state
        for student, state in states.items()
        if known.get(student.pk, ABSENT) != state
    }
    if not changed:
        return 0
    absent = [one for one, state in changed.items() if state == ABSENT]
    here.filter(enrollment__in=absent).delete()
    _write(component, session, changed, at)
    audit.record(
        course=component.course,
        actor=actor,
        verb="attendance.note",
        target=f"component:{component.slug}",
        before=_told(session, {one: known.get(one.pk, ABSENT) for one in changed}),
        after=_told(session, changed),
        at=at,
    )
    return len(changed)


def _write(
    component: Component,
    session: date,
    states: Mapping[Enrollment, str],
    at: datetime,
) -> None:
    Presence.objects.bulk_create(
        [
            Presence(
                component=component,
                enrollment=student,
                session=session,
                state=state,
                source=Presence.Source.STAFF,
                received_at=at,
            )
            for student, state in states.items()
            if state != ABSENT
        ],
        update_conflicts=True,
        unique_fields=["component", "enrollment", "session"],
        update_fields=["state", "source", "received_at"],
    )


def _told(session: date, states: Mapping[Enrollment, str]) -> dict[str, object]:
    told = {student.user.login: str(state) for student, state in states.items()}
    return {session.isoformat(): told}
