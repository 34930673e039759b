"""All that happened to one student's mark of a component, the newest first.

Students read what concerns them: what was set, entered, moved and decided, and what
they were replied. Reasons that staff noted for themselves, and who of them did it, stay
with staff. Nobody else is named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from courseops import teams
from courseops.models import AuditEvent, Component, Enrollment, Kind, User
from grading.history_words import VERBS, Told, told
from leaderboard.selectors import submissions

MOST = 100
_ENTERED = ("scores.enter", "scores.import")
# Changes of the rules for the whole class, whatever they are.
_RULES = "class."
_OF_ALL = ("scores.reveal", "quiz.reveal", "grades.show", "grades.hide")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that happened; ``by`` is who did it, where the reader may know."""

    at: datetime
    told: Told
    by: str
    why: str
    request: int | None


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Who reads a history, by ``user``; ``sees_mark``: the mark is shown to them."""

    user: int | None
    is_staff: bool
    sees_mark: bool


def mark_history(
    *, component: Component, student: Enrollment, reader: Reader
) -> Sequence[Entry]:
    """Return what happened to the mark, as much as *reader* may know.

    One query, one more for submissions; where students hand in together, those that
    tell who does.
    """
    found = AuditEvent.objects.filter(_about(component, student), course=student.course)
    known = Q(verb__in=VERBS) | Q(verb__startswith=_RULES)
    return [
        _entry(event, component, student.user.login, reader)
        for event in found.filter(known).select_related("actor")[:MOST]
        if _is_for(reader, event)
    ]


def _about(component: Component, student: Enrollment) -> Q:
    slug, login = component.slug, student.user.login
    names = [f"component:{slug} of {login}", f"{slug} of {login}"]
    own = Q(target__in=[*names, f"{slug}/code of {login}"])
    work = Q(target=f"component:{slug}")
    entered = work & Q(verb__in=_ENTERED, after__scores__has_key=login)
    of_all = Q(target__in=[slug, f"component:{slug}"], verb__in=_OF_ALL)
    rules = work & Q(verb__startswith=_RULES)
    return own | entered | of_all | rules | _of_work(component, student)


def _of_work(component: Component, student: Enrollment) -> Q:
    """Return what is recorded of the work that the student hands in, alone or with others."""
    is_competition = component.kind == Kind.COMPETITION
    if teams.largest(component) > 1:
        members = teams.entrant(component=component, enrollment=student).members
    elif is_competition:
        members = (student.pk,)
    else:
        return Q(pk__in=())
    if is_competition:
        made = submissions.numbers(component=component, members=members)
        names = [f"submission:{number}" for number, _ in made]
        names += [f"submission:{number} of {login}" for number, login in made]
        return Q(target__in=names)
    logins = [one.user.login for one in teams.people(members)]
    return Q(
        target__in=[f"{component.slug} of {login}" for login in logins],
        verb__startswith="grading.",
    )


def _is_for(reader: Reader, event: AuditEvent) -> bool:
    verb = VERBS.get(event.verb)
    if reader.is_staff or verb is None:
        return True
    return not verb.staff_only and (reader.sees_mark or not verb.needs_mark)


def _entry(
    event: AuditEvent, component: Component, login: str, reader: Reader
) -> Entry:
    verb = VERBS.get(event.verb)
    why_is_told = reader.is_staff or (verb is not None and verb.why_is_told)
    about = event.after if event.verb.startswith("regrade.") else None
    return Entry(
        at=event.at,
        told=told(event, component=component, login=login, is_staff=reader.is_staff),
        by=_by(event.actor, reader),
        why=event.why if why_is_told else "",
        request=(about or {}).get("request"),
    )


def _by(actor: User | None, reader: Reader) -> str:
    if actor is not None and actor.pk == reader.user:
        return "you"
    if not reader.is_staff:
        return ""
    return "a command" if actor is None else str(actor)
