"""Takes in attempts that were made elsewhere, all or nothing."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from courseops import audit
from courseops.cells import arrival, number_within, whole
from courseops.datafile import DataFileError, Record, line_of, records
from courseops.enrolled import Enrolled
from courseops.models import Component, Course, Kind, User
from quizzes.models import Attempt

COLUMNS = ("login", "quiz", "correct", "questions", "received_at")
BATCH = 5_000
Key = tuple[int, int, datetime]
Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True)
class Imported:
    """How many attempts were new, how many got other numbers, how many neither."""

    added: int
    replaced: int
    unchanged: int


def import_attempts(
    *, course: Course, data: bytes, actor: User | None, at: datetime
) -> Imported:
    """Store the attempts of a CSV; the same login, quiz and time replaces.

    Raises DataFileError with every problem; nothing is written then.
    """
    rows, problems = records(data, required=COLUMNS)
    reader = _Reader(course, at)
    for row in rows:
        problems += reader.take(row)
    if problems:
        raise DataFileError(sorted(problems, key=line_of))
    with transaction.atomic():
        return _write(course, reader.attempts, actor=actor, at=at)


class _Reader:
    """Judges row after row against the course."""

    def __init__(self, course: Course, at: datetime) -> None:
        self._zone, self._at = course.zone, at
        self._people = Enrolled(course)
        work = Component.objects.filter(course=course, archived=False)
        self._kinds = {
            slug: (key, kind)
            for slug, key, kind in work.values_list("slug", "pk", "kind")
        }
        self._quizzes = [slug for slug, (_, k) in self._kinds.items() if k == Kind.QUIZ]
        self._lines: dict[Key, int] = {}
        self.attempts: dict[Key, tuple[float, int]] = {}

    def take(self, row: Record) -> list[str]:
        """Add the attempt of *row*, or return why it cannot be taken."""
        problems: list[str] = []

        def cell(column: str, read: Callable[[str], Value]) -> Value | None:
            try:
                return read(row[column])
            except ValueError as error:
                problems.append(row.problem(column, str(error)))
                return None

        place = cell("login", self._people.anybody)
        quiz = cell("quiz", self._quiz)
        questions = cell("questions", lambda text: whole(text, least=1))
        most = float("inf") if questions is None else questions
        correct = cell("correct", lambda text: number_within(text, most=most))
        received = cell("received_at", self._received)
        if problems or not (place and quiz and questions and received):
            return problems
        assert correct is not None  # noqa: S101 without a problem it was read
        return self._add(row, (quiz, place.key, received), (correct, questions))

    def _add(self, row: Record, key: Key, value: tuple[float, int]) -> list[str]:
        if self.attempts.setdefault(key, value) != value:
            text = f"line {self._lines[key]} has other numbers for the same attempt"
            return [row.problem("received_at", text)]
        self._lines.setdefault(key, row.line)
        return []

    def _received(self, text: str) -> datetime:
        return arrival(text, zone=self._zone, now=self._at)

    def _quiz(self, slug: str) -> int:
        key, kind = self._kinds.get(slug, (0, ""))
        if kind == Kind.QUIZ:
            return key
        known = f"quizzes: {', '.join(self._quizzes) or 'none'}"
        if kind:
            raise ValueError(f"“{slug}” is of kind {kind}, no quiz ({known})")
        raise ValueError(f"there is no quiz “{slug}” in the course ({known})")


def _write(
    course: Course,
    wanted: dict[Key, tuple[float, int]],
    *,
    actor: User | None,
    at: datetime,
) -> Imported:
    stored = _stored({component for component, *_ in wanted})
    changed = [key for key, value in wanted.items() if stored.get(key) != value]
    Attempt.objects.bulk_create(
        [_attempt(key, wanted[key]) for key in changed],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["component", "enrollment", "received_at"],
        update_fields=["correct", "questions"],
    )
    replaced = sum(key in stored for key in changed)
    done = Imported(
        added=len(changed) - replaced,
        replaced=replaced,
        unchanged=len(wanted) - len(changed),
    )
    if changed:
        audit.record(
            course=course,
            actor=actor,
            verb="attempts.import",
            target=f"course:{course.slug}",
            after=asdict(done),
            at=at,
        )
    return done


def _stored(components: set[int]) -> dict[Key, tuple[float, int]]:
    rows = Attempt.objects.filter(component_id__in=components).values_list(
        "component_id", "enrollment_id", "received_at", "correct", "questions"
    )
    return {(row[0], row[1], row[2]): (row[3], row[4]) for row in rows if row[2]}


def _attempt(key: Key, value: tuple[float, int]) -> Attempt:
    return Attempt(
        component_id=key[0],
        enrollment_id=key[1],
        received_at=key[2],
        correct=value[0],
        questions=value[1],
    )
