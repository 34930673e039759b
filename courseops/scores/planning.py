"""What a file of scores would change in a component, student by student."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto

from courseops.cells import arrival, number, number_within
from courseops.datafile import DataFileError, line_of
from courseops.enrolled import Place
from courseops.models import Component, Result, Role
from courseops.scores.entries import Entry
from courseops.scores.kinds import PERCENT, highest, refusal
from courseops.scores.people import People
from courseops.scores.reading import ScoreFile, read


class What(StrEnum):
    """What becomes of a student's score."""

    ADDED = auto()
    REPLACED = auto()
    CLEARED = auto()
    UNCHANGED = auto()


@dataclass(frozen=True, kw_only=True)
class Scored:
    """A score and when it was received; no time: on time."""

    score: float
    received_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Change:
    """One student of the file; ``before`` and ``after`` are None for no score."""

    line: int
    enrollment: int
    login: str
    name: str
    before: Scored | None
    after: Scored | None

    @property
    def what(self) -> What:
        """What this change does."""
        if self.before == self.after:
            return What.UNCHANGED
        if self.after is None:
            return What.CLEARED
        return What.ADDED if self.before is None else What.REPLACED


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The changes of a file in its order, and notes on whom it leaves as they are."""

    format: str
    changes: list[Change]
    notes: list[str]

    @property
    def counts(self) -> Counter[What]:
        """How many students there are of each kind of change."""
        return Counter(change.what for change in self.changes)

    @property
    def applied(self) -> list[Change]:
        """The changes that change something."""
        return [one for one in self.changes if one.what != What.UNCHANGED]

    @property
    def fingerprint(self) -> str:
        """The same for the same changes of the same scores, and only then."""
        told = [(one.login, one.before, one.after) for one in self.changes]
        return hashlib.sha256(repr(told).encode()).hexdigest()


def plan_scores(*, component: Component, data: bytes, at: datetime) -> Plan:
    """Return what the file would change; nothing is written.

    Raises DataFileError with every problem.
    """
    if reason := refusal(component):
        raise DataFileError([reason])
    return judged(component=component, file=read(data, component), at=at)


def judged(*, component: Component, file: ScoreFile, at: datetime) -> Plan:
    """Return what *file* asks for, whatever kind the component is of.

    Raises DataFileError with every problem.
    """
    judge = _Judge(component, file, at)
    for entry in file.entries:
        judge.take(entry)
    if problems := [*file.problems, *judge.problems]:
        raise DataFileError(sorted(problems, key=line_of))
    return Plan(format=file.format, changes=judge.changes, notes=judge.notes)


class _Judge:
    """Judges entry after entry against the course and the component."""

    def __init__(self, component: Component, file: ScoreFile, at: datetime) -> None:
        self._component, self._plain, self._at = component, file.is_plain, at
        self._zone = component.course.zone
        self._people = People(component.course)
        self._highest = highest(component)
        self._stored = _stored(component)
        self._lines: dict[int, int] = {}
        self._maxima: set[str] = set()
        self.changes: list[Change] = []
        self.notes: list[str] = []
        self.problems: list[str] = []

    def take(self, entry: Entry) -> None:
        """Add the change that *entry* asks for, a note, or its problems."""
        found = len(self.problems)
        place = self._place(entry)
        left = entry.left
        if place is not None and place.role != Role.STUDENT:
            left = f"{Role(place.role).label}, no student"
        if left:
            who = place.login if place else entry.who[0]
            self.notes.append(f"line {entry.line}: {who} is left as is: {left}")
            return
        after = self._scored(entry)
        if place is not None and len(self.problems) == found:
            self._add(entry, place, after)

    def _place(self, entry: Entry) -> Place | None:
        try:
            if self._plain:
                return self._people.student(entry.who[0])
            return self._people.named(entry.who, site=entry.site)
        except ValueError as error:
            self.problems.append(entry.problem("who", str(error)))
            return None

    def _scored(self, entry: Entry) -> Scored | None:
        score = received = None
        try:
            received = self._received(entry.received)
        except ValueError as error:
            self.problems.append(entry.problem("received", str(error)))
        try:
            score = self._score(entry)
        except ValueError as error:
            self.problems.append(entry.problem("score", str(error)))
        return None if score is None else Scored(score=score, received_at=received)

    def _received(self, text: str) -> datetime | None:
        return arrival(text, zone=self._zone, now=self._at) if text else None

    def _score(self, entry: Entry) -> float | None:
        """Return the score in what the component counts."""
        if not entry.score:
            return None
        percent = self._component.kind in PERCENT
        most = self._most(entry, percent=percent)
        if most == float("inf"):
            return number(entry.score)
        value = number_within(entry.score, most=most)
        return 100 * value / most if percent else value

    def _most(self, entry: Entry, *, percent: bool) -> float:
        """Return the highest score that the file's column may hold."""
        if not entry.most or self._highest == float("inf"):
            return self._highest
        most = number(entry.most)
        if percent and most > 0:
            return most
        if most != self._highest and entry.most not in self._maxima:
            self._maxima.add(entry.most)
            slug = self._component.slug
            text = (
                f"the maximum is {most:.15g} there, and {self._highest:.15g} in {slug}"
            )
            self.problems.append(entry.problem("most", text))
        return max(most, self._highest)

    def _add(self, entry: Entry, place: Place, after: Scored | None) -> None:
        if place.key in self._lines:
            text = f"“{place.login}” stands in line {self._lines[place.key]} already"
            self.problems.append(entry.problem("who", text))
            return
        self._lines[place.key] = entry.line
        self.changes.append(
            Change(
                line=entry.line,
                enrollment=place.key,
                login=place.login,
                name=self._people.name(place),
                before=self._stored.get(place.key),
                after=after,
            )
        )


def _stored(component: Component) -> dict[int, Scored]:
    rows = Result.objects.filter(component=component)
    return {
        key: Scored(score=score, received_at=received)
        for key, score, received in rows.values_list(
            "enrollment_id", "score", "received_at"
        )
    }
