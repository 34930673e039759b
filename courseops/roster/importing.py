"""Brings a course's people in line with a roster file, all or nothing."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from courseops import audit
from courseops.datafile import DataFileError, line_of
from courseops.models import Basis, Course, Enrollment, Role, Status, Track, User
from courseops.roster.entries import Entry, problems_of
from courseops.roster.numbers import keep_numbers
from courseops.roster.people import Directory
from courseops.roster.reading import read

USER_FIELDS = ["name", "email"]
ENROLLMENT_FIELDS = ["track", "basis", "role", "status"]


class What(StrEnum):
    """What the import did to somebody."""

    ADDED = auto()
    UPDATED = auto()
    UNCHANGED = auto()
    DROPPED = auto()


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one person; ``line`` is None for who is not in the file.

    ``changes`` maps each field that changed to its values before and after.
    """

    what: What
    login: str
    line: int | None
    changes: dict[str, tuple[str, str]]


@dataclass
class _Plan:
    outcomes: list[Outcome]
    users: list[User]
    enrollments: list[Enrollment]
    numbers: list[tuple[Enrollment, dict[str, str]]]


def import_roster(
    *,
    course: Course,
    data: bytes,
    complete: bool,
    email_domain: str = "",
    actor: User | None,
    at: datetime,
) -> list[Outcome]:
    """Add and update the people of a roster file, and tell what became of each.

    What a line leaves open stays as it is for somebody known; for a newcomer it is the
    role student, the basis letter and the course's only track. Being in the file means
    active unless it says dropped. *complete* marks as dropped every student who is not
    in it; TAs and instructors stay. ``email_domain`` completes the logins of files
    without e-mail addresses. Student IDs and Canvas's numbers are kept as names of the
    person on those sites, so that the exports of other systems find them.

    Raises DataFileError with every problem; nothing is written then.
    """
    entries, problems = read(data)
    with transaction.atomic():
        plan = _Plan([], [], [], [])
        importer = _Importer(course, email_domain)
        for entry in entries:
            problems += importer.take(entry, plan)
        if problems:
            raise DataFileError(sorted(problems, key=line_of))
        if complete:
            importer.drop_others(plan)
        _write(plan)
        keep_numbers(plan.numbers, course=course)
        changed = [o for o in plan.outcomes if o.what != What.UNCHANGED]
        if changed:
            audit.record(
                course=course,
                actor=actor,
                verb="import roster",
                target=course.slug,
                after=_summary(changed),
                at=at,
            )
    return plan.outcomes


class _Importer:
    """Judges entry after entry against the course and the accounts of the site."""

    def __init__(self, course: Course, email_domain: str) -> None:
        self._course = course
        self._domain = email_domain.removeprefix("@").lower()
        self._tracks = {track.slug: track for track in course.tracks.all()}
        self._directory = Directory(User.objects.all())
        rows = course.enrollments.select_related("user", "track")
        self._enrolled = {row.user.login: row for row in rows}
        self._in_file: set[str] = set()
        self._lines: dict[tuple[str, str], int] = {}

    def take(self, entry: Entry, plan: _Plan) -> list[str]:
        """Put what *entry* asks for into *plan*, or return why it cannot be."""
        problems = problems_of(entry)
        if problems:
            return problems
        user, problems = self._directory.account(entry, self._domain)
        row = self._enrolled.get(entry.login) or Enrollment(
            course=self._course, user=user
        )
        before = _state(row.user, row) if row.pk else None
        user_before = _texts(user, USER_FIELDS)
        if entry.name is not None:
            user.name = entry.name
        row.role = entry.role or row.role
        row.status = entry.status
        problems += self._place(entry, row)
        problems += self._repeated(entry)
        if problems:
            return problems
        self._in_file.add(entry.login)
        if not user.pk or user_before != _texts(user, USER_FIELDS):
            plan.users.append(user)
        row.user = user
        after = _state(user, row)
        plan.outcomes.append(_outcome(entry, before, after))
        plan.numbers.append((row, entry.outside))
        if before is None or any(before[f] != after[f] for f in ENROLLMENT_FIELDS):
            plan.enrollments.append(row)
        return []

    def _place(self, entry: Entry, row: Enrollment) -> list[str]:
        """Set the row's track and basis; return why they do not fit."""
        slug = entry.track
        if slug is None and entry.track_hint:
            slug = named_track(entry.track_hint, self._tracks)
        if slug is None and row.track is None and len(self._tracks) == 1:
            slug = next(iter(self._tracks))
        known = ", ".join(self._tracks) or "none"
        if slug is not None and slug not in self._tracks:
            return [
                entry.problem("track", f"{slug!r} is no track of the course ({known})")
            ]
        if slug is not None:
            row.track = self._tracks[slug]
        if row.role != Role.STUDENT:
            row.basis = entry.basis or row.basis
            return []
        if row.track is None and self._tracks:
            given = (
                f"{entry.track_hint!r} names none" if entry.track_hint else "missing"
            )
            return [entry.problem("track", f"a track is needed ({known}): {given}")]
        return _set_basis(entry, row)

    def _repeated(self, entry: Entry) -> list[str]:
        """Return which numbers of the entry are those of an earlier line, too."""
        first = {
            site: self._lines.setdefault((site, name), entry.line)
            for site, name in entry.outside.items()
        }
        return [
            entry.problem(
                site, f"{entry.outside[site]!r} stands in line {line} already"
            )
            for site, line in first.items()
            if line != entry.line
        ]

    def drop_others(self, plan: _Plan) -> None:
        """Mark as dropped the active students whom the file does not name."""
        for login, row in sorted(self._enrolled.items()):
            gone = login not in self._in_file and row.status == Status.ACTIVE
            if gone and row.role == Role.STUDENT:
                change = {"status": (str(row.status), str(Status.DROPPED))}
                row.status = Status.DROPPED
                plan.enrollments.append(row)
                plan.outcomes.append(
                    Outcome(what=What.DROPPED, login=login, line=None, changes=change)
                )


def named_track(text: str, tracks: Iterable[str]) -> str | None:
    """Return the only track that *text* names, as "11785-A" names "11-785"."""
    found = []
    for slug in tracks:
        parts = re.findall(r"[0-9a-z]+", slug.lower())
        pattern = r"(?<![0-9a-z])" + r"[^0-9a-z]?".join(parts) + r"(?![0-9a-z])"
        if re.search(pattern, text.lower()):
            found.append(slug)
    return found[0] if len(found) == 1 else None


def _set_basis(entry: Entry, row: Enrollment) -> list[str]:
    track: Track | None = row.track
    allowed = (track.bases if track else None) or Basis.values
    basis = entry.basis or (row.basis if row.pk else None)
    if basis is None:
        basis = Basis.LETTER if len(allowed) > 1 else allowed[0]
    if track is not None and basis not in allowed:
        reason = track.refuse_reason or f"it has {', '.join(allowed)}"
        return [
            entry.problem("basis", f"track {track.slug} takes no {basis!r}: {reason}")
        ]
    row.basis = basis
    return []


def _texts(row: User | Enrollment, fields: list[str]) -> dict[str, str]:
    values = {name: getattr(row, name) for name in fields}
    return {name: "" if value is None else str(value) for name, value in values.items()}


def _state(user: User, row: Enrollment) -> dict[str, str]:
    return _texts(user, USER_FIELDS) | _texts(row, ENROLLMENT_FIELDS)


def _outcome(
    entry: Entry, before: dict[str, str] | None, after: dict[str, str]
) -> Outcome:
    if before is None:
        what, changes = What.ADDED, {}
    else:
        changes = {
            name: (before[name], value)
            for name, value in after.items()
            if before[name] != value
        }
        what = What.UPDATED if changes else What.UNCHANGED
    return Outcome(what=what, login=entry.login, line=entry.line, changes=changes)


def _write(plan: _Plan) -> None:
    newcomers = [user for user in plan.users if not user.pk]
    for user in newcomers:
        user.password = make_password(None)
    known = [user for user in plan.users if user.pk]
    User.objects.bulk_create(newcomers)
    User.objects.bulk_update(known, USER_FIELDS)
    for row in plan.enrollments:
        row.user_id = row.user.pk
    joined = [row for row in plan.enrollments if not row.pk]
    stayed = [row for row in plan.enrollments if row.pk]
    Enrollment.objects.bulk_create(joined)
    Enrollment.objects.bulk_update(stayed, ENROLLMENT_FIELDS)


def _summary(changed: list[Outcome]) -> dict[str, Any]:
    counts = Counter(outcome.what for outcome in changed)
    people = {o.login: {"what": o.what, **o.changes} for o in changed}
    return {"counts": {str(what): n for what, n in counts.items()}, "people": people}
