"""Takes in who watched the videos of sessions: what a file adds, and adding it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from courseops import audit
from courseops.enrolled import Place
from courseops.models import Component, Role, User
from courseops.scores.people import People
from participation.models import Presence
from participation.watchers import Watched, read


@dataclass(frozen=True, kw_only=True)
class Addition:
    """A student whom the file counts as present in a session."""

    place: Place
    name: str
    session: date
    received_at: datetime


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a file adds in its order; ``known`` had been noted before.

    ``notes`` tell of whom the file names and why they are not counted.
    """

    added: Sequence[Addition]
    known: int
    notes: Sequence[str]


def plan_watched(
    *,
    component: Component,
    data: bytes,
    session: date | None,
    least_minutes: float,
    at: datetime,
) -> Plan:
    """Return what the file would add; nothing is written.

    Lines of one person and session count as one, their minutes together. Who watched
    less than *least_minutes*, is unknown or no student is noted and left. What is known
    of a student and session, from whatever source, stands. Raises DataFileError with
    every problem.
    """
    lines = read(data, component=component, session=session, now=at)
    people = People(component.course)
    watched, notes = _by_student(lines, people)
    known = set(
        Presence.objects.filter(component=component).values_list(
            "enrollment_id", "session"
        )
    )
    added, before = [], 0
    for (place, day), of_one in watched.items():
        if (place.key, day) in known:
            before += 1
        elif short := _too_short(of_one, least_minutes):
            notes.append(f"line {of_one[0].line}: {place.login} {short}")
        else:
            times = [one.at for one in of_one if one.at is not None]
            added.append(
                Addition(
                    place=place,
                    name=people.name(place),
                    session=day,
                    received_at=min(times, default=at),
                )
            )
    return Plan(added=added, known=before, notes=notes)


@transaction.atomic
def import_watched(
    *,
    component: Component,
    data: bytes,
    session: date | None,
    least_minutes: float,
    actor: User | None,
    at: datetime,
    source: str = "",
) -> Plan:
    """Count as present whom the file names, and return what that added.

    *source* names the file in the record. Raises DataFileError with every problem;
    nothing is written then.
    """
    # Locked, so that two imports follow one another.
    Component.objects.select_for_update(no_key=True).get(pk=component.pk)
    plan = plan_watched(
        component=component,
        data=data,
        session=session,
        least_minutes=least_minutes,
        at=at,
    )
    if plan.added:
        _write(component, plan.added)
        audit.record(
            course=component.course,
            actor=actor,
            verb="attendance.import",
            target=f"component:{component.slug}",
            after=_told(plan.added),
            why=source,
            at=at,
        )
    return plan


def _by_student(
    lines: Sequence[Watched], people: People
) -> tuple[dict[tuple[Place, date], list[Watched]], list[str]]:
    """Return the lines of each student and session, and notes on the other lines."""
    found: dict[tuple[Place, date], list[Watched]] = defaultdict(list)
    notes = []
    for one in lines:
        place = people.called(one.who)
        if place is None:
            notes.append(f"line {one.line}: “{one.who}” is nobody in the course")
        elif place.role != Role.STUDENT:
            role = Role(place.role).label
            notes.append(f"line {one.line}: {place.login} is {role}, no student")
        else:
            found[place, one.session].append(one)
    return found, notes


def _too_short(of_one: Sequence[Watched], least: float) -> str:
    """Return how long somebody watched where that is not enough, empty if it is."""
    told = [one.minutes for one in of_one if one.minutes is not None]
    if not told or sum(told) >= least:
        return ""
    return f"watched {sum(told):.15g} of {least:.15g} minutes"


def _write(component: Component, added: Sequence[Addition]) -> None:
    # Who enters a code at this moment has a row already, which stands.
    Presence.objects.bulk_create(
        [
            Presence(
                component=component,
                enrollment_id=one.place.key,
                session=one.session,
                source=Presence.Source.VIDEO,
                received_at=one.received_at,
            )
            for one in added
        ],
        ignore_conflicts=True,
    )


def _told(added: Sequence[Addition]) -> Mapping[str, Mapping[str, str]]:
    told: dict[str, dict[str, str]] = defaultdict(dict)
    for one in added:
        told[one.session.isoformat()][one.place.login] = Presence.State.PRESENT
    return told
