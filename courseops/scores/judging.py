"""Judges what a file says of each student against the course and the component."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import cached_property

from courseops.cells import arrival, number, number_within
from courseops.deadlines import by
from courseops.enrolled import Place
from courseops.models import Component, Extension, Result, Role
from courseops.scores.changes import Change, Scored, Stranger
from courseops.scores.entries import Entry
from courseops.scores.kinds import PERCENT, highest
from courseops.scores.lateness import lateness
from courseops.scores.people import People, number_on
from courseops.scores.reading import DECIMAL_COMMA, ScoreFile

# By login, the cells in which the mark of a student may stand in an export from here.
Sent = Mapping[str, Collection[str]]


class Judge:
    """Judges entry after entry; what comes of them stands in its lists."""

    def __init__(
        self, component: Component, file: ScoreFile, *, sent: Sent, at: datetime
    ) -> None:
        self._component, self._plain, self._at = component, file.is_plain, at
        self._zone = component.course.zone
        self._people = People(component.course)
        self._highest = highest(component)
        self._stored = _stored(component)
        self._sent = sent
        self._site = file.format.lower()
        self._lines: dict[int, int] = {}
        self._maxima: set[str] = set()
        self.changes: list[Change] = []
        self.notes: list[str] = []
        self.strangers: list[Stranger] = []
        self.problems: list[str] = []

    def take(self, entry: Entry) -> None:
        """Add the change that *entry* asks for, a note, a stranger, or its problems."""
        place = self._place(entry)
        if place is None and not self._plain:
            return
        left = entry.left
        if place is not None and place.role != Role.STUDENT:
            left = f"{Role(place.role).label}, no student"
        elif place is not None and self._is_as_sent(entry, place):
            self._add(entry, place, self._stored.get(place.key))
            return
        who = place.login if place else entry.who[0]
        if left:
            self.notes.append(f"line {entry.line}: {who} is left as is: {left}")
            return
        found = len(self.problems)
        after = self._scored(entry, place)
        if entry.note:
            self.notes.append(f"line {entry.line}: {who}: {entry.note}")
        if place is not None and len(self.problems) == found:
            self._add(entry, place, after)

    def _place(self, entry: Entry) -> Place | None:
        site = entry.site or self._site
        try:
            if self._plain:
                return self._people.student(entry.who[0])
            return self._people.named(
                entry.who, site=site, number=entry.number, sid=entry.sid
            )
        except ValueError as error:
            reason = str(error)
        problem = entry.problem("who", reason)
        if self._plain:
            self.problems.append(problem)
            return None
        known_as = next(filter(None, entry.who), "")
        if not known_as:
            known_as, site = entry.number, number_on(site)
        self.strangers.append(
            Stranger(
                line=entry.line,
                name=entry.name,
                known_as=known_as,
                site=site,
                reason=reason,
                problem=problem,
            )
        )
        return None

    def _is_as_sent(self, entry: Entry, place: Place) -> bool:
        """Whether the cell is the mark that an export from here holds."""
        if entry.most and _two_decimals(entry.most) != "100.00":
            return False
        return _two_decimals(entry.cell) in self._sent.get(place.login, ())

    def _scored(self, entry: Entry, place: Place | None) -> Scored | None:
        score = received = None
        try:
            received = self._received(entry, place)
        except ValueError as error:
            name = "late" if entry.late else "received"
            self.problems.append(entry.problem(name, str(error)))
        try:
            score = self._score(entry)
        except ValueError as error:
            self.problems.append(entry.problem("score", str(error)))
        return None if score is None else Scored(score=score, received_at=received)

    def _received(self, entry: Entry, place: Place | None) -> datetime | None:
        if entry.late:
            late = lateness(entry.late)
            return self._after_deadline(late, place) if late else None
        text = entry.received
        return arrival(text, zone=self._zone, now=self._at) if text else None

    def _after_deadline(self, late: timedelta, place: Place | None) -> datetime | None:
        """Return the instant so long after the student's own deadline."""
        on_time = self._component.on_time
        if place is not None and (own := self._extensions.get(place.key)) is not None:
            on_time = by(own, self._component, course=self._component.course).on_time
        return None if on_time is None else on_time + late

    @cached_property
    def _extensions(self) -> Mapping[int, Extension]:
        rows = Extension.objects.filter(component=self._component)
        return {row.enrollment_id: row for row in rows}

    def _score(self, entry: Entry) -> float | None:
        """Return the score in what the component counts."""
        if not entry.score:
            return None
        if DECIMAL_COMMA.fullmatch(entry.score):
            raise ValueError(
                f"“{entry.score}” has a decimal comma; export it with decimal points, or"
                " with semicolons between the cells"
            )
        if self._highest == float("inf"):
            return number(entry.score)
        is_share = entry.is_share or self._component.kind in PERCENT
        most = self._most(entry, is_share=is_share)
        value = number_within(entry.score, most=most)
        return self._highest * value / most if is_share else value

    def _most(self, entry: Entry, *, is_share: bool) -> float:
        """Return the highest score that the file's column may hold."""
        if not entry.most:
            return self._highest
        most = number(entry.most)
        if is_share and most > 0:
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


def _two_decimals(cell: str) -> str:
    try:
        return f"{number(cell):.2f}"
    except ValueError:
        return cell


def _stored(component: Component) -> dict[int, Scored]:
    rows = Result.objects.filter(component=component)
    return {
        key: Scored(score=score, received_at=received)
        for key, score, received in rows.values_list(
            "enrollment_id", "score", "received_at"
        )
    }
