"""For staff: who is how far with a quiz, a row for each attempt."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.db.models.enums import TextChoices

from courseops.models import Enrollment
from quizzes.models import Answer, Attempt
from quizzes.own import closes
from quizzes.seat import Seat, Stage


class Progress(TextChoices):
    """How far one student is with one attempt, or with the quiz."""

    NOT_BEGUN = "not_begun", "Not begun"
    IN_PROGRESS = "in_progress", "In progress"
    HANDED_IN = "handed_in", "Handed in"
    MISSED = "missed", "Not taken"
    EXCUSED = "excused", "Excused"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One attempt, or without one a student who has none.

    ``closes`` is the last second of the attempt, or of the student's window;
    ``handed_in`` is None while the attempt is open.
    """

    seat: Seat
    progress: Progress
    attempt: Attempt | None = None
    closes: datetime | None = None
    handed_in: datetime | None = None
    is_counting: bool = False

    @property
    def enrollment(self) -> Enrollment:
        enrollment = self.seat.enrollment
        assert enrollment is not None  # noqa: S101 only students have rows
        return enrollment

    @property
    def by_itself(self) -> bool:
        """Whether the time ran out: nobody handed it in."""
        return (
            self.attempt is not None
            and self.handed_in is not None
            and self.attempt.received_at is None
        )

    @property
    def is_elsewhere(self) -> bool:
        """Whether the attempt was not made here, but imported."""
        return self.attempt is not None and self.attempt.paper is None

    @property
    def percent(self) -> float | None:
        """The score, where there is an attempt that is over."""
        if self.attempt is None or self.handed_in is None:
            return None
        return 100 * self.attempt.correct / self.attempt.questions

    @property
    def may_reopen(self) -> bool:
        """Whether it was handed in with time left."""
        return (
            self.progress == Progress.HANDED_IN
            and not self.is_elsewhere
            and not self.by_itself
            and (self.closes is None or self.seat.at <= self.closes)
        )


def rows(seats: Iterable[Seat]) -> list[Row]:
    """Return a row for each attempt, and one for each student without any."""
    return [row for seat in seats for row in _rows(seat)]


def chosen(found: Iterable[Row], *, student: str, progress: str) -> list[Row]:
    """Return the rows of who has every word of *student* in login, name or e-mail."""
    words = student.casefold().split()
    return [
        row
        for row in found
        if (not progress or row.progress == progress)
        and all(word in _searched(row) for word in words)
    ]


def counts(found: Iterable[Row]) -> list[tuple[Progress, int]]:
    """Return how many rows there are of each state."""
    number = Counter(row.progress for row in found)
    return [(one, number[one]) for one in Progress]


def answered(page: Sequence[Row]) -> Mapping[int, int]:
    """Return how many questions each attempt of *page* has an answer to. One query."""
    keys = [row.attempt.pk for row in page if row.attempt is not None]
    given = Answer.objects.filter(attempt__in=keys, value__isnull=False)
    return dict(given.values_list("attempt").annotate(Count("pk")))


def _rows(seat: Seat) -> Iterator[Row]:
    if not seat.attempts:
        yield Row(seat=seat, progress=_without(seat), closes=seat.window.closes)
    counting = seat.counting
    for one in seat.attempts:
        handed_in = seat.handed_in_at(one)
        yield Row(
            seat=seat,
            progress=Progress.HANDED_IN if handed_in else Progress.IN_PROGRESS,
            attempt=one,
            closes=closes(one, window=seat.window),
            handed_in=handed_in,
            is_counting=counting == one and len(seat.attempts) > 1,
        )


def _without(seat: Seat) -> Progress:
    if seat.stage == Stage.EXCUSED:
        return Progress.EXCUSED
    over = seat.window.is_over(seat.at)
    return Progress.MISSED if over else Progress.NOT_BEGUN


def _searched(row: Row) -> str:
    user = row.enrollment.user
    return f"{user.login} {user.name} {user.email}".casefold()
