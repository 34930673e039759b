"""How a student takes a quiz: begins an attempt, answers, hands in.

The pages and the API come through here; each has checked the right to submit and that
the attempt is the student's own. ``at`` is when the request came in: a busy server
takes nobody's last second.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from courseops import clock
from courseops.deadlines import Own
from courseops.instants import in_words
from courseops.models import Enrollment
from quizzes import own as owned
from quizzes.accommodations import Allowance, effective
from quizzes.closing import Window
from quizzes.marking import tally
from quizzes.models import Attempt, Quiz
from quizzes.paper import draw, laid_out
from quizzes.questions import Rules, rules_of
from quizzes.refusals import RefusalError
from quizzes.sheet import Given, Saved, Sheet

ONE_MICROSECOND = datetime.resolution


@transaction.atomic
def start(*, quiz: Quiz, enrollment: Enrollment, own: Own, at: datetime) -> Attempt:
    """Begin the student's next attempt, or return the one that is open.

    *own* is the quiz's component with the student's deadlines; its course is read,
    select it. Raises RefusalError outside the window, for who is excused, without an
    attempt left, and where nothing is asked.
    """
    at = clock.floor_to_second(at)
    # Two pages that press Start wait for each other, and what is allowed stands still.
    Enrollment.objects.select_for_update(no_key=True).get(pk=enrollment.pk)
    # A change of the questions re-marks all attempts; none may begin beside it.
    quiz = (
        Quiz.objects.select_for_update(no_key=True).filter(pk=quiz.pk).first() or quiz
    )
    rules, window = rules_of(quiz.definition), owned.window_of(own)
    attempts = owned.attempts_of(enrollment, components=[quiz.pk])
    for attempt in attempts:
        if owned.is_open(attempt, window=window, at=at):
            return attempt
    allowance = effective(component=own.component, enrollment=enrollment)
    _check_open(own, window, at)
    _check_left(rules, allowance, used=len(attempts))
    number = 1 + max((one.number or 0 for one in attempts), default=0)
    return _begin(quiz, enrollment, number=number, allowance=allowance, at=at)


def save(
    *,
    attempt: Attempt,
    window: Window,
    question: str,
    given: Given,
    at: datetime,
) -> Saved:
    """Store the answer to one question of an open attempt.

    The same answer again is stored already, whatever it was based on. Raises
    ConflictError where another was given since, RefusalError where the attempt is over
    (``closed``), the question is not its (``unknown``) or the value is no answer
    (``unreadable``); nothing is changed then.
    """
    with transaction.atomic():
        sheet = Sheet(attempt=attempt, window=window, at=clock.floor_to_second(at))
        saved = sheet.put(question, given)
        sheet.settle()
    return saved


@transaction.atomic
def save_all(
    *,
    attempt: Attempt,
    window: Window,
    given: Mapping[str, Given],
    at: datetime,
) -> Mapping[str, Saved | RefusalError]:
    """Store the answers of a whole page; tell of each what became of it.

    An answer that cannot be taken holds up no other. Raises RefusalError (``closed``)
    where the attempt is over.
    """
    sheet = Sheet(attempt=attempt, window=window, at=clock.floor_to_second(at))
    told: dict[str, Saved | RefusalError] = {}
    for slug, one in given.items():
        try:
            told[slug] = sheet.put(slug, one)
        except RefusalError as refusal:
            told[slug] = refusal
    sheet.settle()
    return told


@transaction.atomic
def hand_in(*, attempt: Attempt, window: Window, at: datetime) -> datetime:
    """Hand the attempt in, and return when it was: an earlier instant if it was before."""
    at = clock.floor_to_second(at)
    held = Attempt.objects.select_for_update(no_key=True).get(pk=attempt.pk)
    before = owned.handed_in_at(held, window=window, at=at)
    if before is not None:
        return before
    held.received_at = _apart(held, at)
    held.save(update_fields=["received_at"])
    return held.received_at


def _check_open(own: Own, window: Window, at: datetime) -> None:
    component = own.component
    title, zone = component.display_title, component.course.zone
    if component.archived:
        raise RefusalError("over", f"{title} is no longer part of the course.")
    if own.is_excused:
        raise RefusalError("excused", f"You are excused from {title}.")
    if window.opens is not None and not window.has_opened(at):
        opens = in_words(window.opens, zone=zone)
        raise RefusalError("not_open", f"{title} opens on {opens}.")
    if window.closes is not None and window.is_over(at):
        closed = in_words(window.closes, zone=zone)
        raise RefusalError("over", f"{title} closed on {closed}.")


def _check_left(rules: Rules, allowance: Allowance, *, used: int) -> None:
    allowed = allowance.attempts(rules.attempts)
    if used >= allowed:
        word = "attempt" if allowed == 1 else f"{allowed} attempts"
        raise RefusalError("no_attempts", f"You have used your {word}.")


def _begin(
    quiz: Quiz,
    enrollment: Enrollment,
    *,
    number: int,
    allowance: Allowance,
    at: datetime,
) -> Attempt:
    rules = rules_of(quiz.definition)
    paper = draw(rules, seed=f"{quiz.pk}:{enrollment.pk}:{number}")
    asked = [one.question for one in laid_out(paper, rules.by_slug())]
    correct, questions = tally(asked, {})
    if not questions:
        raise RefusalError("no_questions", "This quiz asks nothing that counts yet.")
    limit = allowance.limit(rules.time_limit_min)
    return Attempt.objects.create(
        component_id=quiz.pk,
        enrollment=enrollment,
        number=number,
        paper=paper,
        started_at=at,
        ends_at=None if limit is None else at + limit,
        correct=correct,
        questions=questions,
    )


def _apart(attempt: Attempt, at: datetime) -> datetime:
    """Return *at*, a little later where another attempt was handed in that second."""
    others = Attempt.objects.filter(
        component_id=attempt.component_id, enrollment_id=attempt.enrollment_id
    )
    taken = set(others.values_list("received_at", flat=True))
    while at in taken:
        at += ONE_MICROSECOND
    return at
