"""Kaggle's leaderboard taken into a competition: reviewed name by name, then imported.

A name on Kaggle is matched to a student by what staff confirmed before, else by the
login or e-mail address that it is, without regard to case. Nothing is guessed: staff
name the others by hand, which is kept for the next time, or leave them out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from courseops.cells import arrival, number
from courseops.datafile import line_of
from courseops.enrolled import Place
from courseops.instants import parse_instant
from courseops.models import Course, Role
from courseops.scores import kaggle
from courseops.scores.changes import Change, Plan, Scored
from courseops.scores.people import People
from courseops.scores.reading import leaderboard

How = Literal["confirmed", "login or e-mail", "by hand", ""]
# By the form's field: the login that staff wrote, or nothing to leave a name out.
ByHand = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Named:
    """A name of a leaderboard: whom it means here, how that is known, or why nobody.

    ``field`` names it in a form and ``login`` is what stands there. ``left`` says why
    it is left out; else ``place`` and ``scored`` are what is imported.
    """

    row: kaggle.Row
    name: str
    field: str
    login: str
    person: str
    how: How
    left: str
    place: Place | None
    scored: Scored | None

    @property
    def received(self) -> datetime | None:
        """The row's time, None where it cannot be read."""
        try:
            return parse_instant(self.row.received, zone=ZoneInfo("UTC"))
        except ValueError:
            return None


@dataclass(frozen=True, kw_only=True)
class Benchmark:
    """A host's entry, which becomes a baseline."""

    title: str
    score: float


@dataclass(frozen=True, kw_only=True)
class Review:
    """What a leaderboard would bring; with any of ``problems`` it brings nothing."""

    names: Sequence[Named]
    benchmarks: Sequence[Benchmark]
    problems: Sequence[str]

    @property
    def taken(self) -> Sequence[Named]:
        """The names that bring a score."""
        return [one for one in self.names if one.scored is not None]

    @property
    def left(self) -> Sequence[Named]:
        """The names that are left out."""
        return [one for one in self.names if one.left]

    @property
    def wrong(self) -> Sequence[Named]:
        """The names of students that a problem keeps from being taken."""
        return [one for one in self.names if one.scored is None and not one.left]

    @property
    def plan(self) -> Plan:
        """The scores, as the import of scores knows them."""
        return Plan(
            format=kaggle.NAME,
            changes=[
                Change(
                    line=one.row.line,
                    enrollment=one.place.key,
                    login=one.place.login,
                    name=one.person,
                    before=None,
                    after=one.scored,
                )
                for one in self.taken
                if one.place is not None
            ],
            notes=[],
        )


def review(*, course: Course, data: bytes, by_hand: ByHand, at: datetime) -> Review:
    """Return what the leaderboard *data* would bring into a competition of *course*.

    Raises DataFileError for what is no leaderboard of Kaggle.
    """
    rows, problems = leaderboard(data)
    reader = _Reader(course, by_hand, at)
    names, benchmarks = [], []
    for row in rows:
        if row.is_benchmark:
            benchmarks += reader.benchmark(row)
        else:
            names += [reader.named(row, place) for place in range(len(row.names))]
    return Review(
        names=names,
        benchmarks=benchmarks,
        problems=sorted([*problems, *reader.problems], key=line_of),
    )


class _Reader:
    """Judges name after name against the people of the course."""

    def __init__(self, course: Course, by_hand: ByHand, at: datetime) -> None:
        self._course, self._by_hand, self._at = course, by_hand, at
        self._people = People(course)
        self._lines: dict[int, int] = {}
        self._titles: set[str] = set()
        self.problems: list[str] = []

    def benchmark(self, row: kaggle.Row) -> list[Benchmark]:
        """Return the baseline that *row* stands for, if it has a score."""
        title = " ".join(row.team.split())[:80] or "Baseline"
        if title in self._titles or not row.score:
            return []
        self._titles.add(title)
        try:
            return [Benchmark(title=title, score=number(row.score))]
        except ValueError as error:
            self._wrong(row, "score", str(error))
            return []

    def named(self, row: kaggle.Row, index: int) -> Named:
        """Return whom a name of *row* means."""
        name, field = row.names[index], f"who-{row.line}-{index}"
        written = self._by_hand.get(field)
        place, how = self._known(name, row.site)
        known = place
        if written is not None and (place is None or written.strip() != place.login):
            place, how = self._written(row, written.strip())
        left = self._left(row, place, skipped=written == "" and known is not None)
        scored = self._scored(row, place) if place is not None and not left else None
        return Named(
            row=row,
            name=name,
            field=field,
            login=place.login if place else (written or "").strip(),
            person=self._people.name(place) if place else "",
            how=how,
            left=left,
            place=place,
            scored=scored,
        )

    def _known(self, name: str, site: str) -> tuple[Place | None, How]:
        confirmed = self._people.confirmed(name, site=site)
        if confirmed is not None:
            return confirmed, "confirmed"
        called = self._people.called(name)
        return called, "login or e-mail" if called else ""

    def _written(self, row: kaggle.Row, login: str) -> tuple[Place | None, How]:
        place = self._people.called(login) if login else None
        if login and place is None:
            text = f"“{login}” is nobody in {self._course.slug}"
            self._wrong(row, "who", text)
        return place, "by hand" if place else ""

    def _left(self, row: kaggle.Row, place: Place | None, *, skipped: bool) -> str:
        if place is None:
            return "left out by hand" if skipped else "nobody here has this name"
        if place.role != Role.STUDENT:
            return f"{Role(place.role).label}, no student"
        return "" if row.score else "no score there"

    def _scored(self, row: kaggle.Row, place: Place) -> Scored | None:
        if place.key in self._lines:
            text = f"“{place.login}” stands in line {self._lines[place.key]} already"
            self._wrong(row, "who", text)
            return None
        self._lines[place.key] = row.line
        score = received = None
        try:
            score = number(row.score)
        except ValueError as error:
            self._wrong(row, "score", str(error))
        if not row.received:
            self._wrong(row, "received", "the time is missing")
            return None
        try:
            received = arrival(row.received, zone=self._course.zone, now=self._at)
        except ValueError as error:
            self._wrong(row, "received", str(error))
        if score is None or received is None:
            return None
        return Scored(score=score, received_at=received)

    def _wrong(self, row: kaggle.Row, what: str, text: str) -> None:
        self.problems.append(f"line {row.line}, column {row.columns[what]}: {text}")
