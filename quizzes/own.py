"""What is one student's own in a quiz: the window, the attempts, the answers."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from courseops.deadlines import Own, last
from courseops.models import Enrollment
from quizzes.closing import Window, closes_at, has_closed
from quizzes.models import Answer, Attempt


def window_of(own: Own) -> Window:
    """Return when the person of *own* may take the quiz, extensions included."""
    return Window(opens=own.component.released, closes=last(own.component))


def attempts_of(
    enrollment: Enrollment, *, components: Collection[int]
) -> Sequence[Attempt]:
    """Return the student's attempts at the quizzes of these keys, oldest first.

    Those that were made elsewhere are among them. One query.
    """
    rows = Attempt.objects.filter(enrollment=enrollment, component_id__in=components)
    return sorted(rows, key=_began)


def answers_of(attempt: Attempt) -> Mapping[str, Answer]:
    """Return the answers of *attempt* by slug of question; without one: no key."""
    return {answer.question: answer for answer in attempt.answers.all()}


def closes(attempt: Attempt, *, window: Window) -> datetime | None:
    """Return the last second in which *attempt* takes answers; None without an end."""
    return closes_at(ends_at=attempt.ends_at, window_closes=window.closes)


def handed_in_at(attempt: Attempt, *, window: Window, at: datetime) -> datetime | None:
    """Return when *attempt* was handed in, by its student or by itself; None: it is open."""
    if attempt.received_at is not None:
        return attempt.received_at
    last = closes(attempt, window=window)
    return last if has_closed(last, at=at) else None


def is_open(attempt: Attempt, *, window: Window, at: datetime) -> bool:
    """Tell whether *attempt* takes answers at *at*."""
    return handed_in_at(attempt, window=window, at=at) is None


def _began(attempt: Attempt) -> tuple[datetime, int]:
    began = attempt.started_at or attempt.received_at
    assert began is not None  # noqa: S101 the table asks for one of them
    return began, attempt.pk
