"""Reads a CSV of scores that were computed elsewhere (course-file.md, importresults)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar

from courseops.cells import arrival, number
from courseops.datafile import DataFileError, Record, line_of, records
from courseops.enrolled import Enrolled
from courseops.models import Component, Course, Kind

COLUMNS = ("login", "component", "received_at", "score")
LONGEST_REFERENCE = 200
Cell = TypeVar("Cell")
Key = tuple[int, str] | tuple[int, int, datetime, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedScore:
    """One score: primary keys of whose and where, when it was received, how good.

    ``reference`` is what the other system calls the submission, empty where the file
    does not say.
    """

    competition: int
    enrollment: int
    received_at: datetime
    score: float
    reference: str

    @property
    def key(self) -> Key:
        """What a file that comes again is matched by."""
        if self.reference:
            return self.competition, self.reference
        return self.competition, self.enrollment, self.received_at, self.score


def read_results(
    data: bytes, *, course: Course, now: datetime
) -> Mapping[Key, ImportedScore]:
    """Return the scores of a file by their keys; a line that stands twice is one.

    Raises DataFileError with every problem, in file order.
    """
    rows, problems = records(data, required=COLUMNS, optional=("submission",))
    reader = _Reader(course, now)
    found: dict[Key, ImportedScore] = {}
    lines: dict[Key, int] = {}
    for row in rows:
        score, wrong = reader.score(row)
        problems += wrong
        if score is None:
            continue
        if found.setdefault(score.key, score) != score:
            text = f"“{score.reference}” is line {lines[score.key]}, too, and differs"
            problems.append(row.problem("submission", text))
        lines.setdefault(score.key, row.line)
    if problems:
        raise DataFileError(sorted(problems, key=line_of))
    return found


class _Reader:
    """Judges line after line against the course's people and competitions."""

    def __init__(self, course: Course, now: datetime) -> None:
        self._arrival = partial(arrival, zone=course.zone, now=now)
        self._enrolled = Enrolled(course)
        components = Component.objects.filter(course=course)
        self._components = {
            slug: (pk, kind)
            for slug, pk, kind in components.values_list("slug", "pk", "kind")
        }

    def score(self, row: Record) -> tuple[ImportedScore | None, list[str]]:
        """Return what a line says, or everything that is wrong with it."""
        problems: list[str] = []

        def judged(column: str, read: Callable[[str], Cell]) -> Cell | None:
            try:
                return read(row[column])
            except ValueError as error:
                problems.append(row.problem(column, str(error)))
                return None

        place = judged("login", self._enrolled.anybody)
        competition = judged("component", self._competition)
        received_at = judged("received_at", self._arrival)
        score = judged("score", number)
        reference = judged("submission", _reference)
        if (
            place is None
            or competition is None
            or received_at is None
            or score is None
            or reference is None
        ):
            return None, problems
        return ImportedScore(
            competition=competition,
            enrollment=place.key,
            received_at=received_at,
            score=score,
            reference=reference,
        ), []

    def _competition(self, slug: str) -> int:
        key, kind = self._components.get(slug, (0, None))
        if kind == Kind.COMPETITION:
            return key
        if kind is not None:
            raise ValueError(f"{slug} is no competition but of kind {kind}")
        known = ", ".join(
            name
            for name, (_, kind) in self._components.items()
            if kind == Kind.COMPETITION
        )
        raise ValueError(
            f"there is no “{slug}”; the competitions are {known or 'none'}"
        )


def _reference(text: str) -> str:
    if len(text) > LONGEST_REFERENCE:
        raise ValueError(f"longer than {LONGEST_REFERENCE} characters")
    if not text.isprintable():
        raise ValueError(f"{text!r} holds signs that do not show")
    return text
