"""Everybody who may take a quiz, and how far each of them is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from courseops.deadlines import Own, own_among
from courseops.models import Component, Course, Enrollment, Role, Status
from quizzes import own as owned
from quizzes.closing import Window
from quizzes.models import Attempt


@dataclass(frozen=True, kw_only=True)
class Sat:
    """An attempt at an instant: until when it can go on, and since when it is over.

    ``closes`` is its last second, None without an end; ``handed_in`` is None while the
    attempt is open. An attempt that was made elsewhere has no number.
    """

    attempt: Attempt
    closes: datetime | None
    handed_in: datetime | None

    @property
    def by_itself(self) -> bool:
        """Whether its time ran out: nobody handed it in."""
        return self.handed_in is not None and self.attempt.received_at is None

    @property
    def share(self) -> float:
        """The share of its questions that are right."""
        return self.attempt.correct / self.attempt.questions


@dataclass(frozen=True, kw_only=True)
class Sitter:
    """Who may take the quiz: when, and what they made of it, by number of attempt."""

    enrollment: Enrollment
    own: Own
    window: Window
    sat: Sequence[Sat]

    @property
    def open(self) -> Sat | None:
        """The attempt they are at."""
        return next((one for one in self.sat if one.handed_in is None), None)

    def counting(self, keep: str) -> Sat | None:
        """Return the attempt that counts: the best, last or first in the window.

        Among the best the earliest one.
        """
        found = [one for one in self.sat if self._counts(one)]
        found.sort(key=lambda one: (one.handed_in, one.attempt.pk))
        if keep == "best":
            return max(found, key=lambda one: one.share, default=None)
        return next(iter(reversed(found) if keep == "last" else found), None)

    def _counts(self, one: Sat) -> bool:
        return one.handed_in is not None and not self.window.is_over(one.handed_in)


def roll(*, component: Component, course: Course, at: datetime) -> list[Sitter]:
    """Return the active students, and whoever else took the quiz, by login.

    Three queries.
    """
    made = _made(component)
    active = Q(role=Role.STUDENT, status=Status.ACTIVE)
    people = list(
        Enrollment.objects.filter(active | Q(attempts__component=component))
        .filter(course=course)
        .select_related("user")
        .order_by("user__login")
        .distinct()
    )
    owns = own_among(component, course=course, enrollments=people)
    return [_sitter(one, owns[one.pk], made.get(one.pk, ()), at=at) for one in people]


def _made(component: Component) -> Mapping[int, list[Attempt]]:
    found: defaultdict[int, list[Attempt]] = defaultdict(list)
    for row in Attempt.objects.filter(component=component).order_by("number", "pk"):
        found[row.enrollment_id].append(row)
    return found


def _sitter(
    enrollment: Enrollment, own: Own, made: Sequence[Attempt], *, at: datetime
) -> Sitter:
    window = owned.window_of(own)
    return Sitter(
        enrollment=enrollment,
        own=own,
        window=window,
        sat=[
            Sat(
                attempt=one,
                closes=owned.closes(one, window=window),
                handed_in=owned.handed_in_at(one, window=window, at=at),
            )
            for one in made
        ],
    )
