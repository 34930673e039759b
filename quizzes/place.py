"""Where a request stands: who asks, in which course, about which quiz or attempt."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from courseops import clock, deadlines
from courseops.asking import Asking
from courseops.deadlines import own_of
from courseops.models import Component, Enrollment, Kind
from courseops.permissions import Permission, access
from quizzes import revealing
from quizzes.closing import Window
from quizzes.models import Attempt, Quiz
from quizzes.own import closes, handed_in_at, window_of
from quizzes.paper import Asked, laid_out
from quizzes.questions import Rules, rules_of
from quizzes.seat import Seat, seat


@dataclass(frozen=True, kw_only=True)
class Place(Asking):
    """A checked request about one quiz."""

    quiz: Quiz

    @property
    def component(self) -> Component:
        return self.quiz.component

    @cached_property
    def rules(self) -> Rules:
        return rules_of(self.quiz.definition)

    @cached_property
    def mine(self) -> Seat:
        """The quiz as it stands for the asker."""
        return seat(quiz=self.quiz, enrollment=self.me, at=self.at)

    @property
    def takes(self) -> bool:
        """Whether the asker is somebody who takes quizzes; staff preview them."""
        is_student = self.me is not None and self.me.is_student
        return is_student and self.access.allows(Permission.SUBMIT)

    @cached_property
    def is_revealed(self) -> bool:
        """Whether students see how the attempts they handed in went."""
        end = deadlines.ends([self.component], course=self.course)[self.quiz.pk]
        return revealing.shows_results(self.quiz, end=end, at=self.at)

    @property
    def shows_results(self) -> bool:
        """Whether the asker sees how attempts went."""
        return self.access.is_staff or self.is_revealed

    def context(self) -> dict[str, Any]:
        """Return what every page of a quiz shows."""
        return {
            "access": self.access,
            "course": self.course,
            "component": self.component,
            "quiz": self.quiz,
            "at": self.at,
        }


@dataclass(frozen=True, kw_only=True)
class AttemptPlace:
    """A checked request about one attempt; ``window`` is that of who made it."""

    place: Place
    attempt: Attempt
    window: Window

    @property
    def address(self) -> tuple[str, str, int]:
        """What its addresses name: the course, the quiz, the attempt."""
        return self.place.course.slug, self.place.component.slug, self.attempt.pk

    @property
    def is_mine(self) -> bool:
        return self.place.me == self.attempt.enrollment

    @property
    def closes(self) -> datetime | None:
        """The last second in which it takes answers."""
        return closes(self.attempt, window=self.window)

    @property
    def handed_in_at(self) -> datetime | None:
        """When it was handed in, by its student or by itself; None while it is open."""
        return handed_in_at(self.attempt, window=self.window, at=self.place.at)

    @property
    def is_open(self) -> bool:
        return self.handed_in_at is None

    @property
    def shows_results(self) -> bool:
        """Whether the asker sees how it went, and what is right."""
        place = self.place
        return place.access.is_staff or (place.is_revealed and not self.is_open)

    @cached_property
    def asked(self) -> list[Asked]:
        """Its questions in the order of its page."""
        return laid_out(self.attempt.paper or [], self.place.rules.by_slug())

    def context(self) -> dict[str, Any]:
        """Return what every page of an attempt shows."""
        return self.place.context() | {
            "attempt": self.attempt,
            "student": self.attempt.enrollment.user,
            "is_mine": self.is_mine,
            "closes": self.closes,
            "handed_in_at": self.handed_in_at,
        }


def find_place(
    request: HttpRequest,
    course: str,
    component: str,
    permission: Permission = Permission.VIEW_COURSE,
) -> Place:
    """Return the place; Http404 for outsiders and where there is no such quiz.

    A quiz that the course file gives no questions is one that asks nothing.
    """
    found = access(user=request.user, course_slug=course, permission=permission)
    row = (
        Component.objects.filter(course=found.course, slug=component, kind=Kind.QUIZ)
        .select_related("assignment__category", "quiz")
        .first()
    )
    if row is None:
        raise Http404("No such quiz")
    row.course = found.course
    quiz = getattr(row, "quiz", None) or Quiz(component=row, definition={})
    return Place(access=found, quiz=quiz, at=clock.now())


def find_taker(place: Place) -> Enrollment:
    """Return the asker's enrolment; raises PermissionDenied for who takes no quizzes."""
    if place.me is None or not place.takes:
        raise PermissionDenied
    return place.me


def find_attempt(place: Place, pk: int) -> AttemptPlace:
    """Return an attempt that the asker may see: their own, or any for staff.

    Another student's is answered like one that does not exist.
    """
    attempt = (
        Attempt.objects.filter(pk=pk, component=place.component)
        .select_related("enrollment__user")
        .first()
    )
    is_mine = attempt is not None and attempt.enrollment == place.me
    if attempt is None or not (is_mine or place.access.is_staff):
        raise Http404("No such attempt")
    whose = own_of(place.component, course=place.course, enrollment=attempt.enrollment)
    return AttemptPlace(place=place, attempt=attempt, window=window_of(whose))
