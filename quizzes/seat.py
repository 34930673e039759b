"""One person before one quiz: what they may do there, and what they have done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum, auto
from functools import cached_property

from courseops import selectors
from courseops.deadlines import Own, own, own_of
from courseops.models import Course, Enrollment, Kind
from quizzes.accommodations import Allowance, effective, effective_among
from quizzes.closing import Window
from quizzes.models import Attempt, Quiz
from quizzes.own import attempts_of, handed_in_at, window_of
from quizzes.questions import Rules, rules_of


class Stage(StrEnum):
    """How far somebody is with a quiz."""

    EXCUSED = auto()
    IN_PROGRESS = auto()
    HANDED_IN = auto()
    UPCOMING = auto()
    OPEN = auto()
    MISSED = auto()
    OVER = auto()
    ELSEWHERE = auto()


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A quiz as it stands for ``enrollment`` at ``at``; for None as the course has it.

    ``attempts`` are the person's own, oldest first.
    """

    quiz: Quiz
    enrollment: Enrollment | None
    own: Own
    allowance: Allowance
    attempts: Sequence[Attempt]
    at: datetime

    @cached_property
    def rules(self) -> Rules:
        return rules_of(self.quiz.definition)

    @cached_property
    def window(self) -> Window:
        return window_of(self.own)

    @property
    def limit(self) -> timedelta | None:
        """How long an attempt of theirs may take."""
        return self.allowance.limit(self.rules.time_limit_min)

    @property
    def allowed(self) -> int:
        """How many attempts they have in all."""
        return self.allowance.attempts(self.rules.attempts)

    @property
    def left(self) -> int:
        """How many attempts they may still begin, inside the window."""
        return max(0, self.allowed - len(self.attempts))

    @cached_property
    def open_attempt(self) -> Attempt | None:
        """The attempt that takes answers now."""
        found = (one for one in self.attempts if self.handed_in_at(one) is None)
        return next(found, None)

    @property
    def counting(self) -> Attempt | None:
        """The attempt that counts: the best, last or first of those in the window.

        Among the best the earliest one.
        """
        over = [
            (at, one.pk, one)
            for one in self.attempts
            if (at := self.handed_in_at(one)) and not self.window.is_over(at)
        ]
        counted = [one for *_, one in sorted(over)]
        if self.rules.keep == "best":
            return max(
                counted, key=lambda one: one.correct / one.questions, default=None
            )
        return next(iter(counted[:: -1 if self.rules.keep == "last" else 1]), None)

    def handed_in_at(self, attempt: Attempt) -> datetime | None:
        """Return when one of the attempts was handed in; None: it is open."""
        return handed_in_at(attempt, window=self.window, at=self.at)

    @property
    def may_start(self) -> bool:
        """Whether a student could begin another attempt now."""
        return (
            self.window.is_open(self.at)
            and not self.own.is_excused
            and self.open_attempt is None
            and self.rules.asked > 0
            and self.left > 0
            and not self.quiz.component.archived
        )

    @property
    def stage(self) -> Stage:
        """How far they are."""
        if self.own.is_excused:
            return Stage.EXCUSED
        if self.open_attempt is not None:
            return Stage.IN_PROGRESS
        if self.attempts:
            return Stage.HANDED_IN
        if not self.window.has_opened(self.at):
            return Stage.UPCOMING
        if not self.rules.asked:
            return Stage.ELSEWHERE
        if not self.window.is_over(self.at):
            return Stage.OPEN
        is_student = self.enrollment is not None and self.enrollment.is_student
        return Stage.MISSED if is_student else Stage.OVER


def seat(*, quiz: Quiz, enrollment: Enrollment | None, at: datetime) -> Seat:
    """Return how *quiz* stands for *enrollment*. Three queries at most.

    The quiz's component and its course are read; select them.
    """
    component = quiz.component
    return Seat(
        quiz=quiz,
        enrollment=enrollment,
        own=own_of(component, course=component.course, enrollment=enrollment),
        allowance=Allowance()
        if enrollment is None
        else effective(component=component, enrollment=enrollment),
        attempts=[]
        if enrollment is None
        else attempts_of(enrollment, components=[quiz.pk]),
        at=at,
    )


def seats(*, course: Course, enrollment: Enrollment | None, at: datetime) -> list[Seat]:
    """Return how each quiz of *course* stands for *enrollment*, in the course's order.

    Those of the student's track. Six queries, however many quizzes there are.
    """
    track = enrollment.track if enrollment else None
    work = selectors.components(course, track=track)
    components = [one for one in work if one.kind == Kind.QUIZ]
    quizzes = Quiz.objects.in_bulk([one.pk for one in components])
    me, attempts = (enrollment.pk if enrollment else 0), list[Attempt]()
    allowances = effective_among(course=course, enrollments=[me])
    if enrollment is not None:
        attempts += attempts_of(enrollment, components=[one.pk for one in components])
    found = []
    for each in own(components, course=course, enrollment=enrollment):
        component = each.given
        component.course = course
        quiz = quizzes.get(component.pk) or Quiz(component=component, definition={})
        quiz.component = component
        found.append(
            Seat(
                quiz=quiz,
                enrollment=enrollment,
                own=each,
                allowance=allowances.get((me, component.pk), Allowance()),
                attempts=[a for a in attempts if a.component_id == component.pk],
                at=at,
            )
        )
    return found
