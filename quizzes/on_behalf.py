"""Staff hand in an attempt for a student, or let the student go on with it."""

from datetime import datetime

from django.db import transaction

from courseops import audit, deadlines
from courseops.instants import in_words
from courseops.models import Enrollment, User
from quizzes import revealing, sitting
from quizzes.closing import Window, has_closed
from quizzes.models import Attempt, Quiz
from quizzes.own import attempts_of, closes, is_open


class NotPossibleError(ValueError):
    """It cannot be done; the text says why."""


@transaction.atomic
def hand_in(
    *, attempt: Attempt, window: Window, reason: str, actor: User | None, at: datetime
) -> None:
    """Hand in an open attempt as its student could.

    ``attempt.enrollment.user`` and ``attempt.component.course`` are read. Raises
    NotPossibleError where it is over.
    """
    held = Attempt.objects.select_for_update(no_key=True).get(pk=attempt.pk)
    if not is_open(held, window=window, at=at):
        raise NotPossibleError("It is handed in already.")
    received = sitting.hand_in(attempt=attempt, window=window, at=at)
    _record(
        attempt, "hand_in", after=received.isoformat(), why=reason, actor=actor, at=at
    )


@transaction.atomic
def reopen(
    *, attempt: Attempt, window: Window, reason: str, actor: User | None, at: datetime
) -> None:
    """Let the student go on with an attempt that was handed in with time left.

    ``attempt.enrollment.user`` and ``attempt.component.course`` are read. Raises
    NotPossibleError where its time is over, where the student is at another one, and
    where its results were shown.
    """
    # No other attempt begins meanwhile.
    Enrollment.objects.select_for_update(no_key=True).get(pk=attempt.enrollment_id)
    held = Attempt.objects.select_for_update(no_key=True).get(pk=attempt.pk)
    _check_may_go_on(held, window=window, at=at)
    _check_alone(held, window=window, at=at)
    _check_hidden(attempt, at=at)
    received = held.received_at
    held.received_at = None
    held.save(update_fields=["received_at"])
    before = None if received is None else received.isoformat()
    _record(attempt, "reopen", before=before, why=reason, actor=actor, at=at)


def _check_may_go_on(attempt: Attempt, *, window: Window, at: datetime) -> None:
    if attempt.paper is None:
        raise NotPossibleError("It was not made here.")
    if attempt.received_at is None and is_open(attempt, window=window, at=at):
        raise NotPossibleError("It is open already.")
    last = closes(attempt, window=window)
    if last is not None and has_closed(last, at=at):
        zone = attempt.component.course.zone
        raise NotPossibleError(
            f"Its time was over on {in_words(last, zone=zone)}. Give more time first:"
            " an accommodation for the time limit, an extension for the window."
        )


def _check_alone(attempt: Attempt, *, window: Window, at: datetime) -> None:
    others = attempts_of(attempt.enrollment, components=[attempt.component_id])
    for one in others:
        if one != attempt and is_open(one, window=window, at=at):
            raise NotPossibleError(f"The student is at attempt {one.number}.")


def _check_hidden(attempt: Attempt, *, at: datetime) -> None:
    component = attempt.component
    quiz = Quiz.objects.get(pk=component.pk)
    end = deadlines.ends([component], course=component.course)[component.pk]
    if revealing.shows_results(quiz, end=end, at=at):
        raise NotPossibleError("The student has seen the right answers.")


def _record(
    attempt: Attempt,
    act: str,
    *,
    before: str | None = None,
    after: str | None = None,
    why: str,
    actor: User | None,
    at: datetime,
) -> None:
    student = attempt.enrollment.user.login
    audit.record(
        course=attempt.component.course,
        actor=actor,
        verb=f"attempt.{act}",
        target=f"{attempt.component.slug} of {student}",
        before={"attempt": attempt.number, "handed in": before},
        after={"attempt": attempt.number, "handed in": after},
        why=why,
        at=at,
    )
